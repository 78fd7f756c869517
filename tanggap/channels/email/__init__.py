"""E-mail: answers by SMTP; the stand-in that prints is the default."""

from tanggap.channels.email.sending import sender

__all__ = ["sender"]
