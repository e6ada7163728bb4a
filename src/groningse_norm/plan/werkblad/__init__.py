"""The plan as a worksheet: find measures, and report how far they are on the spot."""
