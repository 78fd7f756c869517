"""Outside systems, one folder each, both directions. They never know each other."""
