"""Why this number: from any cell down to input cells, sources and the guidance."""

from addin.explain.story import Story, explain

__all__ = ["Story", "explain"]
