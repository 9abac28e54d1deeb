"""The pure engine: text, plans, press, papers, gate. No Django, no database, no clock, no network."""
