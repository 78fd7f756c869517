"""Categories, responsibility matrix, time limits, holidays, channels, texts: as data."""
