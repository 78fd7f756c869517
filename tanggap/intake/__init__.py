"""A message from any channel becomes a report: validation, screening, duplicates, receipt."""
