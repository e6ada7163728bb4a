"""The norm and its basisafspraken."""
