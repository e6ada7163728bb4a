"""The authorities of the region: who they are, and the groups of people that act for them."""
