"""What feeds write as HTML, as plain text of bounded length."""

from __future__ import annotations

import html
import re

SUMMARY = 600  # characters: what a list shows; the article itself is read from its page
TITLE = 300
_READ = 20_000  # characters of markup looked at

# Begins with a plain "<", which is looked for many times faster than a letter of either case.
_HIDDEN = re.compile(r"<(?i:(script|style|iframe)\b.*?(?:</\1\s*>|\Z))|<!--.*?(?:-->|\Z)", re.DOTALL)
_HIDING = frozenset({"script", "style", "iframe"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "table", "figure"}
    | {"figcaption", "blockquote"}
)
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[^<>]*>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]|\Z)")


def plain(markup: str | None, longest: int) -> str:
    """The text without tags, its entities read, in one line of at most so many characters."""
    if not markup:
        return ""
    text = markup if len(markup) <= _READ else markup[:_READ].rpartition("<")[0] or markup[:_READ]
    if "<" in text:
        text = _without_tags(text)
    if "&" in text:
        text = html.unescape(text)
    if not text.isprintable() or "  " in text:  # of all white space only the plain space is printable
        text = _CONTROL.sub("", " ".join(text.split()))
    return shortened(text.strip(), longest)


def _without_tags(text: str) -> str:
    """A tag between words of two blocks leaves a space, any other nothing."""
    parts = _TAG.split(text)  # text and the names of tags in turn
    names = [name.lower() for name in parts[1::2]]
    if "<!--" in text or "<" in parts[-1] or not _HIDING.isdisjoint(names):
        parts = _TAG.split(_HIDDEN.sub(" ", text))
        names = [name.lower() for name in parts[1::2]]
    parts[1::2] = [" " if name in _BLOCKS else "" for name in names]
    return "".join(parts)


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
