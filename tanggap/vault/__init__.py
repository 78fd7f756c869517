"""Who reported: sealed contact data, blind index."""
