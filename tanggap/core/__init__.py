"""The functional core: clock, ids, words, errors, hashing. Pure Python; knows nothing of Django."""
