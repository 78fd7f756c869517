"""Photos: checked, re-encoded, stored; originals sealed."""
