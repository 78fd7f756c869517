"""Officers, agencies (a tree), roles, and the permission enum."""
