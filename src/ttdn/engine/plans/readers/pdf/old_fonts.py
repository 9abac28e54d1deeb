"""Words set in fonts from before Unicode (".VnTime", "VNI-Times") are spelled in Unicode."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ttdn.engine.plans.readers.builder import BlockBuilder
from ttdn.engine.plans.readers.pdf.layout import Page
from ttdn.engine.text.code_pages import convert, guess, is_font_of_capitals, page_of_font

_SUBSET = re.compile(r"[A-Z]{6}\+")  # what programs put before the name of a font of which they embed a part


def own_name(font: str) -> str:
    """The font's name as its maker gave it."""
    return _SUBSET.sub("", font, count=1)


def put_right(pages: Sequence[Page], builder: BlockBuilder) -> None:
    """Convert by the font's name, else by what the whole text turns out to be; says so in a finding."""
    fonts = {word.font for page in pages for word in page.words}
    named = {font: old for font in fonts if (old := page_of_font(own_name(font))) is not None}
    guessed = guess(" ".join(word.text for page in pages for word in page.words if word.font not in named))
    if not named and guessed is None:
        return
    for page in pages:
        for word in page.words:
            code_page = named.get(word.font, guessed)
            meant = word.text if code_page is None else convert(word.text, code_page)
            if code_page is not None and meant != word.text:
                builder.find_code_page(code_page)
            word.text = meant.upper() if is_font_of_capitals(own_name(word.font)) else meant
