"""The officers' back office: inbox, case page, moves."""
