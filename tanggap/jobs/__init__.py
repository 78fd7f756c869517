"""The worker loop: claim what is due, run, back off. Knows no domain words."""
