"""Looks: one style sheet with tokens that an authority can override, and shared form parts."""
