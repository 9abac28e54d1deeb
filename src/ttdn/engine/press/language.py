"""Which language a published text is in: by its script, by how Vietnamese its words are, else by pycld2.

pycld2 knows most languages, but takes one accent-free Vietnamese sentence in twenty for another language, some Chinese
for Japanese, and raises on control characters.
"""

from __future__ import annotations

import re
import unicodedata

import pycld2

from ttdn.engine.press.vietnamese import is_vietnamese, weight, words

# Of a long text five windows are read: a page may begin with a menu, or quote another language at length.
_WHOLE, _WINDOWS, _WINDOW = 2000, 5, 400

# Addresses are in no language. A dot or an at sign between letters is rare enough to be asked for first.
_MAYBE_ADDRESS = re.compile(r"[./@][^\W\d_]")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S{0,40}@\S+|\b[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){0,3}\.(?:com|vn|net|org|gov|html?)\b\S*",
    re.IGNORECASE | re.ASCII,
)
# What pycld2 refuses: control characters, lone surrogates, code points that are no characters.
_PLANES = "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
_REFUSED = re.compile(f"[\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff{_PLANES}]")

_LATIN = re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]+")
_OTHER = re.compile(r"[\u0370-\u1dff\u2e80-\u2fff\u3040-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]+")
# Scripts that settle the language, and how many Latin letters one of their characters is worth.
_SCRIPTS = (
    ("lo", re.compile(r"[\u0e80-\u0eff]+"), 1.0),
    ("km", re.compile(r"[\u1780-\u17ff\u19e0-\u19ff]+"), 1.0),
    ("th", re.compile(r"[\u0e00-\u0e7f]+"), 1.0),
    ("my", re.compile(r"[\u1000-\u109f]+"), 1.0),
    ("ko", re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+"), 2.0),
    ("ja", re.compile(r"[\u3040-\u30ff\u31f0-\u31ff]+"), 2.0),
    ("zh", re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"), 2.5),
)
_KANA = 0.1  # the least share of kana beside Chinese characters that makes a text Japanese

# pycld2 keeps the codes of its youth.
_RENAMED = {"iw": "he", "jw": "jv", "in": "id", "ji": "yi", "mo": "ro", "sh": "sr", "sco": "en"}


def identify_language(text: str) -> str:
    """The ISO 639-1 code of the language most of the text is in, "" when unknown; zh is any Chinese.

    Never raises; the time it takes is bounded however long the text is.
    """
    shown = unicodedata.normalize("NFC", _REFUSED.sub(" ", _windows(text)))
    if _MAYBE_ADDRESS.search(shown):
        shown = _ADDRESS.sub(" ", shown)
    other = "" if shown.isascii() else "".join(_OTHER.findall(shown))
    if other:
        script, worth = _script(other)
        if worth >= _length(_LATIN, shown):
            return script or _ask(shown)
    if is_vietnamese(shown):
        return "vi"
    code = _ask(shown)
    if code != "vi":
        return code
    # It sees the names only ("Lam Van province opens its festival"): ask of the other words, most likely English.
    return _ask(" ".join(word for word in words(shown) if weight(word.lower()) < 0), likely="en")


def _windows(text: str) -> str:
    if len(text) <= _WHOLE:
        return text
    step = (len(text) - _WINDOW) // (_WINDOWS - 1)
    return " ".join(text[at * step :][:_WINDOW] for at in range(_WINDOWS))


def _script(other: str) -> tuple[str, float]:
    """The language a script settles ("" where several use it), and what the characters are worth in Latin letters."""
    counts = {code: _length(pattern, other) for code, pattern, _ in _SCRIPTS}
    worths = {code: counts[code] * worth for code, _, worth in _SCRIPTS}
    shared = len(other) - sum(counts.values())  # Cyrillic, Arabic, Devanagari, ...
    east = worths.pop("zh") + worths.pop("ja")
    japanese = counts["ja"] > _KANA * (counts["ja"] + counts["zh"])
    worths["ja" if japanese else "zh"] = east
    worths[""] = shared
    best = max(worths, key=worths.__getitem__)
    return best, sum(worths.values())


def _length(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))


def _ask(text: str, likely: str | None = None) -> str:
    *_, guesses = pycld2.detect(text, isPlainText=True, bestEffort=True, hintLanguage=likely)
    code = str(guesses[0][1]).partition("-")[0]
    code = _RENAMED.get(code, code)
    return code if len(code) == 2 and code != "un" else ""
