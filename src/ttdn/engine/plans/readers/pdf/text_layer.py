"""Whether a PDF holds text that can be read, or only pictures of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.plans.readers.pdf import calls
from ttdn.engine.plans.readers.pdf.document import opened, opened_page, page_total
from ttdn.engine.plans.readers.pdf.layout import Page

_LEAST = 25  # letters: a page with fewer holds a stamp or a signature's note
_SAMPLED = 12  # pages looked at by ``has_text_layer``
_TOKEN = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouy")
_PLAUSIBLE = 0.45  # of the words; Vietnamese and English reach 0.95, a font without its table 0.1


def has_text_layer(data: bytes, limits: Limits | None = None) -> bool:
    """Whether most pages of a PDF carry readable text; False sends the file to character recognition.

    Raises ``UnreadableDocument`` for a PDF that cannot be opened.
    """
    with opened(data) as document:
        total = page_total(document, limits or Limits())
        step = max(1, total // _SAMPLED)
        sampled = range(0, total, step)
        texts = [_text(document, index) for index in sampled]
    worded = [text for text in texts if _letters(text) >= _LEAST]
    return 2 * len(worded) >= len(texts) and plausible(worded)


def _text(document: int, index: int) -> str:
    with opened_page(document, index) as (_, text):
        codes = (calls.character(text, n) for n in range(min(calls.count_characters(text), 6000)))
        return "".join(chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def check_readable(pages: Sequence[Page]) -> list[int]:
    """The numbers of pages that are only pictures; refused where that is the whole document."""
    texts = {page.number: " ".join(word.text for word in page.words) for page in pages}
    pictures = [page.number for page in pages if _letters(texts[page.number]) < _LEAST and page.image_share > 0.3]
    worded = [text for number, text in texts.items() if number not in pictures and text]
    if pages and (not worded or 2 * len(pictures) > len(pages) or not plausible(worded)):
        raise UnreadableDocument(
            "Tệp PDF là ảnh chụp hoặc chữ trong tệp không lấy ra được; hãy tải lên bản .docx hoặc PDF xuất từ Word.",
            code="scanned",
        )
    return pictures


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


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
