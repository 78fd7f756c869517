"""E-mail: answers by SMTP; the stand-in that prints is the default."""
