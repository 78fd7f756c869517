"""Tanggap: an open citizen relation management system for a mega-city."""

__version__ = "0.1.0"
