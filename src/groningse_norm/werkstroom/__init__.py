"""Workflows, written as tables and built from them."""
