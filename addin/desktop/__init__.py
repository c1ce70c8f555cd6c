"""Excel on Windows: the way from its functions and buttons to ours, and its installing.

Nothing in this folder has been run in Microsoft Excel or on Windows: it is tested with
stand-ins for both.
"""
