"""A press page as it came: bytes to UTF-8, bounds on what it may cost, its head, its blocks of text."""
