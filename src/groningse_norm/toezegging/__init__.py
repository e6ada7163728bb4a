"""Promises to the council, made in letters: by when, by whom, and what came of them."""
