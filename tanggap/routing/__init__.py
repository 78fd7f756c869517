"""Which office, and why: a pure proposal from category, place and text."""
