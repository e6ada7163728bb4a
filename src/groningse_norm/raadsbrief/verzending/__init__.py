"""Telling the council by mail: who gets what when, and what became of it."""
