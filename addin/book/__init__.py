"""A workbook, wherever it is: on disk, open in Excel, or open in a test."""
