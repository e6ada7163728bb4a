"""A plan as a spreadsheet: what goes out comes back in."""
