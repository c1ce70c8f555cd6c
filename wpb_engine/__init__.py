"""The sums of a whole population budget. Knows no Excel, no file format, no cell."""

VERSION = "0.1.0"
METHOD = "Method 1"
"""The product's own method; it is never called NHS England's."""
