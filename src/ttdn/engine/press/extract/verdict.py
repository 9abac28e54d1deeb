"""Whether a read page is an article at all: error pages, consent pages, shells and lists of articles are none."""

from __future__ import annotations

import re

from ttdn.engine.press.extract.density import Reading

_LEAST = 40  # characters
_SHORT = 1_000  # a longer text is not the message of a machine

_ERROR = re.compile(
    r"\b(?:404|403|410|50[0-4])\b|not found|access denied|forbidden|attention required|just a moment|page unavailable"
    r"|không tìm thấy|không tồn tại|lỗi hệ thống|truy cập bị từ chối",  # data
    re.I,
)
_SHELL = re.compile(
    r"(?:enable|activate|requires?|turn on|bật|kích hoạt) javascript|javascript (?:is|to be) (?:disabled|enabled)"
    r"|checking your browser|verify (?:that )?you are (?:a )?human|before you continue",
    re.I,
)
_LISTED = 8  # linked headlines between the first and the last block; fewer may lead on from an article
_LINKED = 0.8  # share of a page's text
_PARAGRAPH = 200  # characters


def why_no_article(title: str, text: str, reading: Reading, *, is_marked: bool) -> str:
    """The reason (English, one clause), "" for an article; ``is_marked`` says that the page calls itself one."""
    if len(text) < _LEAST:
        return "hardly any text"
    if len(text) < _SHORT:
        if _ERROR.search(title) and not is_marked:
            return "an error page"
        if _SHELL.search(text):
            return "a page that asks for a browser"
    if not is_marked and _is_list(reading):
        return "a list of links"
    return ""


def _is_list(reading: Reading) -> bool:
    """Hardly anything but links, or more headlines that lead elsewhere than paragraphs of some length."""
    if reading.linked > _LINKED and len(reading.text) < _PARAGRAPH:
        return True
    paragraphs = sum(len(block.text) >= _PARAGRAPH for block in reading.blocks)
    return reading.headlines >= _LISTED and reading.headlines > 2 * paragraphs
