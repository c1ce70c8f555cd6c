"""Each known cause of failure, as one declaration: what is looked at, and how.

What is said here of Windows and Excel is general knowledge, written down where the
project had neither: a finding of `doctor` on a real PC outweighs it.
"""
