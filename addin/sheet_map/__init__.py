"""Every sheet, table, heading, name, capacity, owner and permanent code.

Nothing else in the product knows an address. The templates are built from these
descriptions, and the same descriptions read the workbooks back.
"""
