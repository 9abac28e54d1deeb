"""The way of a page: is it one, may it name what is watched, is it an article, does it name it, is it told already.

Every page ends in one ``Outcome``. Most pages name nothing and end at the second question, which reads their raw bytes
and so decides what a page costs; one in ``SAMPLE`` of those goes the whole way all the same, so that what the question
loses stays measured. Nothing here remembers earlier pages but ``fold``, which goes over the verdicts in their order.
"""

from __future__ import annotations

import re
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Any

from isal import isal_zlib

from ttdn.engine.press.extract import Mode, extract
from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.model import Article, Discarded, Mention, Outcome
from ttdn.engine.press.names import Names
from ttdn.engine.press.near_duplicates import Seen
from ttdn.engine.press.responses import Page

SAMPLE = 1000
_LOOK = 2048  # bytes in which a page shows that it is one
_OTHER_KINDS = (
    b"WARC/",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"RIFF",
    b"\x00\x00\x00",
    b"ID3",
    b"OggS",
)
_MARKUP = re.compile(rb"<[!?/a-zA-Z\x00]")
_FEED = re.compile(rb"<(?:rss|feed|urlset|sitemapindex|svg|rdf:RDF)[\s>]")
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """What the pipeline asks of others. ``sample``: one in so many pages that may not name anything is read whole."""

    maybe_in: Callable[[bytes], bool]
    extract: Callable[[bytes, str], Article | Discarded]  # of bytes and address
    mentions: Callable[[str, str], Sequence[Mention]]  # in a text of a language
    sample: int = SAMPLE
    limits: PageLimits = field(default_factory=PageLimits)


def stages(names: Names, *, mode: Mode = "quality", limits: PageLimits | None = None) -> Stages:
    """The product's own stages, for the watched names."""
    return Stages(
        maybe_in=names.maybe_in,
        extract=lambda body, url: extract(body, url=url or None, mode=mode),
        mentions=lambda text, language: names.mentions(text, language=language),
        limits=limits or PageLimits(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one page ended. The article is there with a mention, and so with what repeats one.

    ``same_as`` is the place in the run of the page that this one repeats, ``similarity`` how nearly. ``dropped`` tells
    that the raw bytes seemed to name nothing, ``sampled`` that the page was read whole in spite of it.
    """

    url: str
    outcome: Outcome
    reason: str = ""
    article: Article | None = None
    mentions: tuple[Mention, ...] = ()
    title_mentions: tuple[Mention, ...] = ()
    dropped: bool = False
    sampled: bool = False
    same_as: int | None = None
    similarity: float | None = None


def pipeline(pages: Iterable[Page], stages: Stages) -> Iterator[Verdict]:
    """One verdict for each page, in their order; holds one page at a time, and what ``fold`` remembers."""
    return fold(judge(page, stages) for page in pages)


def judge(page: Page, stages: Stages) -> Verdict:
    """The verdict on a page by itself. A fault of ours costs the page, not the run, and says where it happened."""
    try:
        return _judge(page, stages)
    except MemoryError:
        raise  # for whoever has set the limit
    except Exception as error:
        return Verdict(url=page.url, outcome=Outcome.UNREADABLE, reason=_where(error))


def _judge(page: Page, stages: Stages) -> Verdict:
    if page.lost:
        return _discarded(page, page.lost)
    if len(page.body) > stages.limits.page_bytes:
        return Verdict(url=page.url, outcome=Outcome.TOO_LARGE, reason=f"more than {stages.limits.page_bytes:,} bytes")
    if not is_markup(page.body):
        return Verdict(url=page.url, outcome=Outcome.NOT_HTML, reason="its bytes are no markup of a page")
    if stages.maybe_in(page.body):
        return _read(page, stages)
    if not is_sampled(page, stages.sample):
        return Verdict(url=page.url, outcome=Outcome.NO_MENTION, dropped=True)
    return replace(_read(page, stages), dropped=True, sampled=True)


def _read(page: Page, stages: Stages) -> Verdict:
    article = stages.extract(page.body, page.url)
    if isinstance(article, Discarded):
        return _discarded(page, article)
    if len(article.text) > stages.limits.text_letters:
        return Verdict(url=page.url, outcome=Outcome.TOO_LARGE, reason="a text longer than an article's")
    mentions = tuple(stages.mentions(article.text, article.language))
    in_title = tuple(stages.mentions(article.title, article.language))
    if not mentions and not in_title:
        return Verdict(url=page.url, outcome=Outcome.NO_MENTION, reason="named outside the article, if at all")
    return Verdict(url=page.url, outcome=Outcome.MENTION, article=article, mentions=mentions, title_mentions=in_title)


def _discarded(page: Page, discarded: Discarded) -> Verdict:
    return Verdict(url=page.url, outcome=discarded.outcome, reason=discarded.reason)


def is_markup(body: bytes) -> bool:
    """Whether the bytes may be a page, whatever the server called them; feeds, pictures and papers are not."""
    head = body[:_LOOK]
    if head.startswith(_OTHER_KINDS) or not _MARKUP.search(head):
        return False
    return not _FEED.search(head) or bool(_PAGE.search(head))


def is_sampled(page: Page, one_in: int) -> bool:
    """By address and bytes, so that the same page is sampled wherever and whenever it is read."""
    return isal_zlib.crc32(page.body, isal_zlib.crc32(page.url.encode("utf-8", "surrogatepass"))) % one_in == 0


def fold(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Call an article a duplicate that nearly repeats an earlier one of the run; it keeps all it has."""
    seen: Seen[int] = Seen()
    for place, verdict in enumerate(verdicts):
        yield fold_one(verdict, place, seen)


def fold_one(verdict: Verdict, place: int, seen: Seen[int]) -> Verdict:
    """``fold`` for one verdict, given its place in the run and the mentions before it."""
    if verdict.outcome is not Outcome.MENTION or verdict.article is None:
        return verdict
    earlier = seen.add(place, verdict.article.text)
    if not earlier:
        return verdict
    first, similarity = min(earlier)
    return replace(
        verdict,
        outcome=Outcome.DUPLICATE,
        reason="it nearly repeats an earlier page",
        same_as=first,
        similarity=round(similarity, 4),
    )


def _where(error: Exception) -> str:
    """Type and place of a fault of ours; its message may hold the page's words and is not kept."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {PurePath(last.filename).name}:{last.name}"


@dataclass(slots=True)
class Tally:
    """The count of a run: pages by outcome, by outcome and reason, and what the question to the raw bytes loses."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    dropped: int = 0  # pages whose raw bytes seem to name nothing
    sampled: int = 0  # of these read whole all the same
    missed: int = 0  # of these an article that does name something
    found: int = 0  # articles that name something, as their raw bytes said

    def add(self, verdict: Verdict) -> None:
        named = verdict.article is not None
        self.outcomes[verdict.outcome] += 1
        if verdict.reason:
            self.reasons[f"{verdict.outcome}: {verdict.reason}"] += 1
        self.dropped += verdict.dropped
        self.sampled += verdict.sampled
        self.missed += verdict.sampled and named
        self.found += named and not verdict.dropped

    def take(self, other: Mapping[str, Any]) -> None:
        """Add a count that ``to_json`` gave."""
        self.outcomes.update(other["outcomes"])
        self.reasons.update(other["reasons"])
        self.dropped += other["dropped"]
        self.sampled += other["sampled"]
        self.missed += other["missed"]
        self.found += other["found"]

    def move(self, verdict: Verdict, folded: Verdict) -> None:
        """A page counted as ``verdict`` has become ``folded``."""
        self.outcomes[verdict.outcome] -= 1
        self.outcomes[folded.outcome] += 1
        self.reasons[f"{folded.outcome}: {folded.reason}"] += 1

    def to_json(self) -> dict[str, Any]:
        return {
            "outcomes": dict(sorted((+self.outcomes).items())),
            "reasons": dict(sorted(self.reasons.items())),
            "dropped": self.dropped,
            "sampled": self.sampled,
            "missed": self.missed,
            "found": self.found,
        }

    @property
    def pages(self) -> int:
        return self.outcomes.total()

    def recall(self, one_in: int = SAMPLE) -> float | None:
        """The share of naming pages that the raw bytes gave away, as the sample tells it; None if it tells nothing."""
        if not self.sampled or not self.found + self.missed:
            return None
        return self.found / (self.found + self.missed * one_in)
