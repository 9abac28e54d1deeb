"""When our own reading doubts itself, and the judge that is asked then: trafilatura.

On the tuning half the doubts send one page in ten to the judge; there it is right far more often than we are, and
elsewhere no oftener (bench/press_extract.py prints both).
"""

from __future__ import annotations

import logging

from trafilatura import extract as trafilatura_extract

from ttdn.engine.press.extract.density import Reading

logging.getLogger("trafilatura").setLevel(logging.ERROR)  # it warns of every page without text; our outcome says it

_FEW = 300  # characters
_OF_TEXT = 0.1
_OF_PROSE = 0.4


def doubts(reading: Reading) -> bool:
    """Little was found, or most of the page's prose was left out."""
    return (
        reading.of_text < _OF_TEXT
        or reading.of_prose < _OF_PROSE
        or sum(len(block.text) for block in reading.blocks) < _FEW
    )


def judged_text(page: bytes) -> str:
    """What trafilatura takes for the text of a page in UTF-8, "" where it finds none."""
    text = trafilatura_extract(page.decode("utf-8", "replace"), fast=True, include_comments=False, include_tables=True)
    return text or ""
