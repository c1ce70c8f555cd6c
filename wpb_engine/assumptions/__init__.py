"""Rates, prices and points of a year: what is known, from whom and since when.

The workbook's Assumptions table is the only source of a calculation. The library of
published values only feeds that table, and is read from its files when asked for.
"""
