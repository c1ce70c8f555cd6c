"""Excel on Windows: the functions and buttons bound to it, and how it is installed.

Nothing in this folder has been run in Microsoft Excel or on Windows: it is tested with
stand-ins for both.
"""
