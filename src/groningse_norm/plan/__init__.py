"""The implementation plan and its measures."""
