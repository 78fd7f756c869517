"""The front door: live streams, hot public bytes, everything else to Django. ADR 0003 tells why."""
