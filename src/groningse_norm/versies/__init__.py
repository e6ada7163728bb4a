"""A new version beside the signed one, and what differs between two."""
