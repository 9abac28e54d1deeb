"""The chores behind the Makefile: setting up, checking, testing. Each file also runs alone."""
