"""What feeds write as HTML, as plain text of bounded length."""

from __future__ import annotations

import html
import re

SUMMARY = 600  # characters: what a list shows; the article itself is read from its page
TITLE = 300
_READ = 20_000  # characters of markup looked at

# Each begins with a plain "<", which is looked for many times faster than a letter of either case.
_HIDDEN = re.compile(r"<(?i:(script|style|iframe)\b.*?(?:</\1\s*>|\Z))|<!--.*?(?:-->|\Z)", re.DOTALL)
_BLOCK = re.compile(r"</?(?i:p|div|br|li|ul|ol|tr|td|h[1-6]|table|figure|figcaption|blockquote)\b[^<>]*>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|\Z)")


def plain(markup: str | None, longest: int) -> str:
    """The text without tags, its entities read, in one line of at most so many characters."""
    if not markup:
        return ""
    text = markup if len(markup) <= _READ else markup[:_READ].rpartition("<")[0] or markup[:_READ]
    if "<" in text:
        text = _TAG.sub("", _BLOCK.sub(" ", _HIDDEN.sub(" ", text)))
    if "&" in text:
        text = html.unescape(text)
    if not text.isprintable() or "  " in text:  # of all white space only the plain space is printable
        text = _CONTROL.sub("", " ".join(text.split()))
    return shortened(text.strip(), longest)


def shortened(text: str, longest: int) -> str:
    """The text, or its beginning up to the end of a word and "…"."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"


def language_code(written: str | None) -> str:
    """The ISO 639 code in a language tag: "vi-VN" > "vi"; "" where there is none."""
    found = _LANGUAGE.match((written or "").strip().lower())
    return found[1] if found else ""
