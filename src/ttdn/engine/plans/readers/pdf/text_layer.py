"""Whether a PDF holds text that can be read, or only pictures of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.plans.readers.pdf import calls
from ttdn.engine.plans.readers.pdf.document import opened, opened_page, page_frame, page_total
from ttdn.engine.plans.readers.pdf.drawing import read_drawing
from ttdn.engine.plans.readers.pdf.layout import Page

_LEAST = 25  # letters: a picture of a page with fewer holds only a stamp's or a signature's note
_SAMPLED, _SAMPLE = 8, 4000  # pages and characters of each looked at by ``has_text_layer``
_TOKEN = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouy")
_PLAUSIBLE = 0.45  # of the words; Vietnamese and English reach 0.95, a font without its table 0.1
_WHOLE, _PART = 0.8, 0.3  # of the page under pictures
_MARKED = 0.08  # of the letters; Vietnamese has marks on a quarter of them, a scanner's own reading on few


def has_text_layer(data: bytes, limits: Limits | None = None) -> bool:
    """Whether most pages of a PDF carry readable text; False sends the file to character recognition.

    Raises ``UnreadableDocument`` for a PDF that cannot be opened.
    """
    limits = limits or Limits()
    with opened(data) as document:
        total = page_total(document, limits)
        sampled = [_sample(document, index, limits) for index in range(0, total, max(1, total // _SAMPLED))]
    return _readable(sampled)


def check_readable(pages: Sequence[Page]) -> list[int]:
    """The numbers of pages that are only pictures; refused where that is the whole document."""
    texts = [(" ".join(word.text for word in page.words), page.image_share) for page in pages]
    if not _readable(texts):
        raise UnreadableDocument(
            "Tệp PDF là ảnh chụp hoặc chữ trong tệp không lấy ra được; hãy tải lên bản .docx hoặc PDF xuất từ Word.",
            code="scanned",
        )
    return [page.number for page, (text, share) in zip(pages, texts, strict=True) if _is_picture(text, share)]


def _sample(document: int, index: int, limits: Limits) -> tuple[str, float]:
    with opened_page(document, index) as (page, text):
        codes = (calls.character(text, n) for n in range(min(calls.count_characters(text), _SAMPLE)))
        letters = "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
        return letters, read_drawing(page, page_frame(page), 0, most=limits.drawn_objects).image_share


def _readable(texts: Sequence[tuple[str, float]]) -> bool:
    """Of texts and how far pictures cover their pages."""
    worded = [text for text, share in texts if text.strip() and not _is_picture(text, share)]
    pictures = sum(_is_picture(text, share) for text, share in texts)
    return bool(worded) and 2 * pictures <= len(texts) and plausible(worded)


def _is_picture(text: str, share: float) -> bool:
    """A page that is a picture with little text beside it, or with what a scanner took to be its text."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < _LEAST:
        return share > _PART
    return share > _WHOLE and sum(letter > "\x7f" for letter in letters) < _MARKED * len(letters)


def plausible(texts: Iterable[str]) -> bool:
    """Whether the words could be words: Latin letters with a vowel, few characters that stand for nothing."""
    good = tokens = odd = characters = 0
    for text in texts:
        characters += len(text)
        odd += sum(unicodedata.category(letter) in ("Co", "Cn", "Cc") or letter == "\ufffd" for letter in text)
        for token in _TOKEN.findall(text):
            if len(token) > 1:
                tokens += 1
                good += _sounds(token)
    if not characters:
        return False
    lines = 0.1 * characters  # line ends are control characters here
    return good >= _PLAUSIBLE * tokens and odd < 0.2 * characters + lines


def _sounds(token: str) -> bool:
    bare = unicodedata.normalize("NFD", token.casefold().replace("đ", "d"))
    letters = [letter for letter in bare if not unicodedata.combining(letter)]
    return all("a" <= letter <= "z" for letter in letters) and any(letter in _VOWELS for letter in letters)
