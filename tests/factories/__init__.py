"""Rows for tests: plain functions with sensible defaults, one module per app."""
