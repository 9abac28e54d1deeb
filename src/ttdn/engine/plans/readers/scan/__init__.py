"""Scanned .pdf files and pictures of pages, read by tesseract."""

from ttdn.engine.plans.readers.scan.reader import read_scan

__all__ = ["read_scan"]
