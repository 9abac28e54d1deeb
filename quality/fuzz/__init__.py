"""Hostile and damaged inputs by the hundred thousand for the readers and the compiler: ``python -m quality.fuzz``."""
