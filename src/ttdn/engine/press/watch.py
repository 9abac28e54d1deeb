"""What a desk watches for: rules over names, words and topics, each hit with its reasons.

A rule is met by an article that names what it asks for; it knows nothing of outlets and authors. By-lines and private
persons are no watch words (guard-rail): a word written as a Vietnamese personal name is refused, and so is one that
asks for an author. Holders of office are watched by their office (``EntryKind.OFFICE``). Personal names of other
languages cannot be told from other words; that is for whoever approves a rule.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ttdn.engine.errors import EngineError
from ttdn.engine.press.model import Mention
from ttdn.engine.press.names.people import is_a_personal_name
from ttdn.engine.text.normal import fold, lower, squeeze

_every, _some = all, any  # the fields of a rule are called so too
_MOST_WORDS_BETWEEN = 50
_AUTHOR = re.compile(r"^(?:tác giả|phóng viên|pv|nhà báo|author|by|byline|reporter)(?:\s|:|$)", re.IGNORECASE)
_WORD = re.compile(r"\w+")


class UnfitRule(EngineError):
    """A rule that asks for nothing, or for what must not be watched."""

    code = "unfit-watch-rule"


class TermKind(StrEnum):
    NAME = "name"  # the key of an entry
    WORD = "word"  # a word or phrase, whole words, in any letter case
    TOPIC = "topic"  # the key of a topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing that an article has or has not."""

    kind: TermKind
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Two terms, names or words, with at most ``words`` words between them, in either order."""

    first: Term
    second: Term
    words: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What met a part of the rule (all, any, near): ``text[start:end]``; a topic has no place, (0, 0)."""

    part: str
    term: Term
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRule:
    """Met when every one of ``all``, one of ``any`` (if there are), every ``near`` and none of ``none`` holds.

    ``valid_from`` and ``valid_to`` are days of publication, both inclusive. Raises ``UnfitRule``.
    """

    key: str
    all: tuple[Term, ...] = ()
    any: tuple[Term, ...] = ()
    near: tuple[Near, ...] = ()
    none: tuple[Term, ...] = ()
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def __post_init__(self) -> None:
        if not (self.all or self.any or self.near):
            raise UnfitRule("Quy tắc theo dõi chưa nói phải có gì; hãy thêm ít nhất một tên, từ hoặc chủ đề.")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise UnfitRule("Ngày kết thúc của quy tắc theo dõi đứng trước ngày bắt đầu.")
        for near in self.near:
            if TermKind.TOPIC in (near.first.kind, near.second.kind):
                raise UnfitRule("Chủ đề không có vị trí trong bài, không dùng được ở điều kiện “gần nhau”.")
            if not 0 <= near.words <= _MOST_WORDS_BETWEEN:
                raise UnfitRule(f"Khoảng cách giữa hai từ phải từ 0 đến {_MOST_WORDS_BETWEEN} từ.")
        for term in self._terms():
            _refuse_persons(term)

    def _terms(self) -> Iterator[Term]:
        yield from (*self.all, *self.any, *self.none)
        for near in self.near:
            yield from (near.first, near.second)

    def met_by(
        self, text: str, mentions: Sequence[Mention], *, topics: Collection[str] = (), on: dt.date | None = None
    ) -> tuple[Reason, ...]:
        """Why the article meets the rule (all, near, any); () when it does not.

        ``mentions`` are those of the text, ``topics`` the keys its topics have, ``on`` the day it was published; an
        article without a day meets a rule whatever its dates.
        """
        if on and ((self.valid_from and on < self.valid_from) or (self.valid_to and on > self.valid_to)):
            return ()
        article = _Article(text, mentions, frozenset(topics))
        if _some(article.places(term) for term in self.none):
            return ()
        asked = [_reasons("all", term, article) for term in self.all]
        asked += [_close(near, article) for near in self.near]
        choice = [_reasons("any", term, article) for term in self.any]
        if not _every(asked) or (choice and not _some(choice)):
            return ()
        return tuple(reason for found in (*asked, *choice) for reason in found)


@dataclass(frozen=True, slots=True)
class _Article:
    text: str
    mentions: Sequence[Mention]
    topics: frozenset[str]

    def places(self, term: Term) -> list[tuple[int, int, str]]:
        """(start, end, why) of each place where the term stands."""
        if term.kind is TermKind.NAME:
            return [(each.start, each.end, each.why) for each in self.mentions if each.key == term.value]
        if term.kind is TermKind.TOPIC:
            return [(0, 0, "the article has the topic")] if term.value in self.topics else []
        return list(_words_in(self.text, term.value))


def _words_in(text: str, phrase: str) -> Iterator[tuple[int, int, str]]:
    """Whole words, any letter case and tone placement; without accents where the text has none."""
    bare = fold(text) == lower(text)
    written = fold(squeeze(phrase)) if bare else lower(squeeze(phrase))
    pattern = r"\s+".join(map(re.escape, written.split()))
    why = "the word stands there without accents, as the whole text" if bare else "the word stands there"
    for hit in re.finditer(rf"(?<!\w){pattern}(?!\w)", lower(text)):
        yield hit.start(), hit.end(), why


def _reasons(part: str, term: Term, article: _Article) -> list[Reason]:
    return [Reason(part=part, term=term, start=start, end=end, why=why) for start, end, why in article.places(term)]


def _close(near: Near, article: _Article) -> list[Reason]:
    """The first pair that is close enough."""
    for first in article.places(near.first):
        for second in article.places(near.second):
            left, right = sorted((first, second))
            between = len(_WORD.findall(article.text[left[1] : right[0]]))
            if left[1] <= right[0] and between <= near.words:
                told = f"{between} words between the two, at most {near.words} asked"
                return [
                    Reason(part="near", term=term, start=place[0], end=place[1], why=told)
                    for term, place in ((near.first, first), (near.second, second))
                ]
    return []


def _refuse_persons(term: Term) -> None:
    value = unicodedata.normalize("NFC", term.value).strip()
    if not value:
        raise UnfitRule("Có một từ theo dõi để trống.")
    if term.kind is not TermKind.WORD:
        return
    if _AUTHOR.match(value):
        raise UnfitRule("Không theo dõi theo tác giả hay phóng viên; hãy theo dõi tên địa danh, từ hoặc chủ đề.")
    if is_a_personal_name(value):
        raise UnfitRule(
            f"“{value}” giống tên riêng của một người; hệ thống không theo dõi cá nhân. "
            "Nếu đây là địa danh, hãy chọn trong danh mục tên; nếu là người giữ chức vụ, hãy theo dõi chức vụ."
        )
