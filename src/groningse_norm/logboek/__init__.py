"""The log of what was done with an item, and of who read it under embargo."""
