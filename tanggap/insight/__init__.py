"""Roll-ups, always rebuildable from events."""
