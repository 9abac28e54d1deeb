"""Speed side by side with a peer, measured in one run: ``make bench NAME=read_docx``."""
