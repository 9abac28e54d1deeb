"""Which words betray English on a Vietnamese page.

They are taken from Django's own texts, because those are what leaks: a form's complaint, a label, a month. A word
that could be a Vietnamese syllable written without marks ("can", "to", "ban") says nothing and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|"
    r"ieu|oai|oao|oay|oeo|uay|uoi|uou|uya|uye|uyu|yeu)"
    r"(?:c|ch|m|ng?|nh|p|t)?",
    re.IGNORECASE,
)
WORD = re.compile(r"(?<![\w@./-])[A-Za-z]{3,}(?![\w@/]|\.\w)")
# English though it could be a syllable; international though it stands in Django's texts.
ALWAYS = {"the", "not", "name", "time", "date", "home", "page", "more", "one", "none", "user", "due", "save", "use"}
NEVER = {
    "email",
    "url",
    "json",
    "internet",
    "unicode",
    "slug",
    "xml",
    "html",
    "http",
    "https",
    "uuid",
    "null",
    "utf",
    "byte",
    "khmer",  # the people and their language are written so in Vietnamese
}
# What our own interface would say if a source text were English by mistake.
OURS = """
    about accept account actions agencies agency apply back cancel choose clear close comment confirm continue copy
    create details dismiss done download draft due edit error expand export file filter finish forgot from help
    hidden history item items language leader library loading menu message missing month notice office officer
    open options overdue partner please plan plans previous print profile progress quarter read reason register
    remove report reset review role rows save search select send settings share show sign skip sort source state
    status submit success summary task tasks this title today total undo unknown upload version view warning week
    welcome with words year yes your
""".split()


def could_be_vietnamese(word: str) -> bool:
    return SYLLABLE.fullmatch(word) is not None


@lru_cache
def betraying() -> frozenset[str]:
    import django
    from babel.messages.pofile import read_po

    words = set(OURS)
    for path in Path(django.__file__).parent.glob("**/locale/en/LC_MESSAGES/django.po"):
        if "admin" in path.parts or "gis" in path.parts:
            continue
        with path.open("rb") as file:
            for message in read_po(file):
                texts = message.id if isinstance(message.id, tuple) else (message.id,)
                plain = (re.sub(r"%\(?\w*\)?[a-z]|\{.*?\}|<.*?>", " ", text) for text in texts)
                words |= {word.lower() for text in plain for word in re.findall(r"[A-Za-z]{3,}", text)}
    return frozenset({word for word in words if not could_be_vietnamese(word)} | ALWAYS) - NEVER


def english_in(text: str) -> Iterator[str]:
    """Each betraying word of ``text``; a word in a string of capitals is an abbreviation (KT, TM, UBND)."""
    for found in WORD.finditer(text):
        if found[0].lower() in betraying() and not found[0].isupper():
            yield found[0]
