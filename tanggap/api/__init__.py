"""JSON v1 for machines. Schemas live here only."""
