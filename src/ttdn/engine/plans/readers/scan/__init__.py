"""Scanned .pdf files and pictures of pages, read by tesseract."""

from ttdn.engine.plans.readers.scan.reader import SeenPages, read_scan, see_pages

__all__ = ["SeenPages", "read_scan", "see_pages"]
