"""How far the plans are: history of every measure, counted totals, and who may see which numbers."""
