"""On paper: a letter, a norm, a plan and an evaluation as PDF."""
