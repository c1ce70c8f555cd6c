"""What Excel touches: workbooks, buttons, functions and the command line."""
