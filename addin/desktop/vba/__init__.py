"""The VBA of the templates and of the add-in, and its ribbon, made as text.

Nothing here reads or writes a workbook: `workbook_templates/macros.py` does.
"""
