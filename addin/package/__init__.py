"""Workbooks as packages of parts: the gate, the reader, the patch and the safe save."""
