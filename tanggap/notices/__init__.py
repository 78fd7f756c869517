"""What to say to whom, in which language, on which channel: rows that are due."""
