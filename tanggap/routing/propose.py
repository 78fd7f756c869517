"""Which office, and why. Pure: knows nothing of Django."""
