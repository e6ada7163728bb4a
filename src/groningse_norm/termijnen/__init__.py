"""What is due for whom: a calendar of one's own, a weekly mail, and who stands in."""
