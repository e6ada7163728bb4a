"""Mail that leaves after the commit: an outbox, emptied by the ticker."""
