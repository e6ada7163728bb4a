"""The yearly evaluation: the numbers of a year, frozen, with a text."""
