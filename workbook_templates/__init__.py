"""The three working templates, built from one description of their sheets."""
