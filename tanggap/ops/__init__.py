"""Health, headers, error pages, administration of reference data."""
