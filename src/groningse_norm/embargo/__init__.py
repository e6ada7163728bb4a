"""Embargo: who may see an item at which moment, and the moment at which it opens."""
