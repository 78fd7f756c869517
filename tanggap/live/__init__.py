"""Server-sent events: who may hear which event; fan-out."""
