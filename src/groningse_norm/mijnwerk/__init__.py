"""What waits for the person who is logged in: the start page of every role."""
