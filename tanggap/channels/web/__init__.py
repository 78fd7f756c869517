"""The web: the form and the tracking page themselves."""
