"""Who the budget is for: counted, weighted, projected (steps 2 to 5)."""
