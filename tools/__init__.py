"""What developers and CI run: set-up, checks, generated docs. Nothing in the product imports it."""
