"""On paper: a letter, a norm and a plan as PDF."""
