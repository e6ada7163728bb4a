"""A letter handed in as a file, and looked over by a person before it becomes a draft."""
