"""The day an article was published, from the parsed page and its address. A wrong day is worse than none.

Sources, in the order in which they are believed: JSON-LD, meta elements, elements marked as the publication, what
readers see beside the headline, the address. What was modified, what comments, related articles and the text itself
say of days is not looked at. Nothing here knows what day it is.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ttdn.engine.press.page.blocks import Block, read_blocks
from ttdn.engine.press.page.class_words import Sign, sign_of
from ttdn.engine.press.page.head import metas
from ttdn.engine.press.written_day import stamped_day, without_months, written_day

# Names of meta elements that give the publication; "date" and its like come last, some write the last change there.
_METAS = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "datepublished",
    "article.published",
    "article:published",
    "published_time",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publication_date",
    "publication-date",
    "dateposted",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "sailthru.date",
    "bt:pubdate",
    "mediator_published_time",
    "citation_publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "dcterms.created",
    "dc.date.created",
    "datecreated",
    "dc.date",
    "dcterms.date",
    "dc.terms.date",
    "date",
)
_ARTICLE = re.compile(r"(?:Article|Posting|Report|NewsItem|CreativeWork)$")
_PAGE = re.compile(r"(?:WebPage|ItemPage)$")
# fmt: off
_ELSEWHERE = frozenset(  # parts of JSON-LD that speak of other things than the page
    ["comment", "review", "reviews", "itemListElement", "relatedLink", "mentions", "hasPart", "isPartOf", "citation",
     "isBasedOn", "video", "image", "potentialAction", "about", "subjectOf", "author", "publisher", "associatedMedia"]
)
# fmt: on
_MOST_JSON, _MOST_NODES = 300_000, 2_000  # characters of one script, nodes of one page

_MARKED = (
    '[itemprop="datePublished"],time[pubdate],time[class*="publish"],time[class*="entry-date"],abbr.published,'
    '[class*="pubdate"],[class*="publish-date"],[class*="published"],[class*="post-date"],[class*="ngay-dang"]'
)
_SEEN = '[class*="date"],[class*="Date"],[class*="time"],[class*="Time"],[class*="ngay"],[class*="publish"],time'
_MODIFIED = re.compile(r"modif|updat|cập nhật|chỉnh sửa|sửa đổi|aktualis|mis à jour|actualiz|обновл", re.I)  # data
_EVENT = re.compile(
    r"khai mạc|bế mạc|diễn ra|hạn (?:chót|cuối|nộp)|(?:từ|đến|trước) ngày|starts|begins|until|deadline", re.I
)  # data
# What a line that gives the day says besides figures.
_BESIDES = re.compile(
    r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy|\d)|chủ nhật|ngày|tháng|năm|lúc|giờ|phút|đăng|xuất bản|"  # data
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|published|posted|on|at|gmt|utc|am|pm|h)(?![^\W\d_])",
    re.I,
)
_NOT_OF_THE_PAGE = re.compile(
    r"modif|updat|event|start|end-?date|deadline|countdown|copyright|calendar|lich-|expire", re.I
)
_LONGEST = 120  # characters of a line that gives the day
_CLIMB = 6  # boxes around the headline that are looked through
_MOST_SEEN = 60  # elements of one look
_LINES, _LINE = 3, 60  # lines on each side of the headline, characters of one

_IN_ADDRESS = (
    re.compile(r"[/_-]((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)"),  # /2026/11/24/ten-bai.html
    re.compile(r"[/_-]((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?=[/_.-]|$)"),  # /20261124/ten-bai
    re.compile(
        r"[-/]\d{0,3}?((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])[0-2]\d[0-5]\d[0-5]\d\d{0,4}\.(?:html?|chn|epi)$"
    ),
)


def published_on(
    tree: LexborHTMLParser,
    url: str,
    meta: Mapping[str, str] | None = None,
    blocks: Sequence[Block] | None = None,
) -> dt.date | None:
    """The day of publication; None where the page names none, names two, or contradicts itself.

    ``meta`` and ``blocks`` are what metas() and read_blocks() give, if they are at hand. A time in UTC counts as the
    day in Vietnam if the page is Vietnamese.
    """
    here = _is_vietnamese(tree, url)
    in_address = day_in_address(url)
    found = _in_json(tree, here) or _in_metas(metas(tree) if meta is None else meta, here) or _in_marks(tree, here)
    if found is not None and (in_address is None or found <= in_address):
        return found
    shown = _beside_headline(tree, here) or _in_lines(_blocks(tree) if blocks is None else blocks, here)
    return _settled(found, in_address, shown, here) if found and in_address else shown or in_address


def _blocks(tree: LexborHTMLParser) -> Sequence[Block]:
    return read_blocks(tree.body)[1] if tree.body is not None else ()


def day_in_address(url: str) -> dt.date | None:
    """The day in the path of an address, written in full: "/2026/11/24/", "-20261124080512345.htm"."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    for pattern in _IN_ADDRESS:
        if found := pattern.search(path):
            return stamped_day(f"{found[1]}-{found[2]}-{found[3]}")
    return None


def _is_vietnamese(tree: LexborHTMLParser, url: str) -> bool:
    node = tree.css_first("html")
    language = (node.attributes.get("lang") or node.attributes.get("xml:lang") or "") if node else ""
    if language:
        return language.lower().startswith("vi")
    try:
        return (urlsplit(url).hostname or "").endswith(".vn")
    except ValueError:
        return False


def _settled(found: dt.date, in_address: dt.date, shown: dt.date | None, here: bool) -> dt.date:
    """A stamp later than the address was made anew since, is a day on in UTC, or the article lay in a drawer.

    What readers see settles it; unseen, a Vietnamese address is that of the draft, any other is the day itself.
    """
    if shown in (found, in_address):
        return shown or found
    return found if here else in_address


def _in_json(tree: LexborHTMLParser, here: bool) -> dt.date | None:
    """datePublished of the page's article in JSON-LD, else of the page."""
    things = list(_things(tree))
    for kinds in (_ARTICLE, _PAGE):
        days = [_stamp_of(thing, here) for thing in things if any(kinds.search(kind) for kind in _kinds(thing))]
        known = {day for day in days if day is not None}
        if len(known) == 1:
            return known.pop()
        if known:  # several articles: the first one is the page's own if it is named first
            return days[0]
    return None


def _stamp_of(thing: dict[str, Any], here: bool) -> dt.date | None:
    """A day after the last change is no publication."""
    published, modified = (
        stamped_day(value, in_vietnam=here) if isinstance(value, str) else None
        for value in (thing.get("datePublished"), thing.get("dateModified"))
    )
    return None if published and modified and published > modified + dt.timedelta(days=1) else published


def _kinds(thing: dict[str, Any]) -> list[str]:
    kind = thing.get("@type")
    return [each for each in (kind if isinstance(kind, list) else [kind]) if isinstance(each, str)]


def _things(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The objects of all JSON-LD of the page, outer before inner, without those that speak of something else."""
    left: list[Any] = []
    for script in tree.css('script[type="application/ld+json"]'):
        text = script.text() or ""
        if "datePublished" in text and len(text) <= _MOST_JSON:
            try:
                left.append(json.loads(text.strip().rstrip(";"), strict=False))
            except (ValueError, RecursionError):
                continue
    for _ in range(_MOST_NODES):
        if not left:
            return
        thing = left.pop(0)
        if isinstance(thing, list):
            left = thing + left
        elif isinstance(thing, dict):
            yield thing
            left += [value for key, value in thing.items() if key not in _ELSEWHERE and isinstance(value, dict | list)]


def _in_metas(meta: Mapping[str, str], here: bool) -> dt.date | None:
    for name in _METAS:
        if name in meta and (day := stamped_day(meta[name], in_vietnam=here)) is not None:
            return day
    return None


def _in_marks(tree: LexborHTMLParser, here: bool) -> dt.date | None:
    """What elements say that are marked as the publication; None where they differ."""
    days = {
        day
        for node in tree.css(_MARKED)[:_MOST_SEEN]
        if not _is_elsewhere(node) and (day := _shown(node, here)) is not None
    }
    return days.pop() if len(days) == 1 else None


def _beside_headline(tree: LexborHTMLParser, here: bool) -> dt.date | None:
    """The day shown nearest around the headline; None where the nearest box shows two."""
    around = tree.css_first("h1")
    for _ in range(_CLIMB):
        around = around.parent if around is not None else None
        if around is None or around.tag in ("body", "html"):
            return None
        days = {
            day
            for node in around.css(_SEEN)[:_MOST_SEEN]
            if not _is_elsewhere(node) and (day := _shown(node, here)) is not None
        }
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _in_lines(blocks: Sequence[Block], here: bool) -> dt.date | None:
    """The day of a line that says little else, close to the headline: old sites name nothing."""
    places = [place for place, block in enumerate(blocks) if block.tag == "h1"]
    if len(places) != 1:
        return None
    near = [*blocks[max(0, places[0] - _LINES) : places[0]], *blocks[places[0] + 1 : places[0] + 1 + _LINES]]
    days = {
        day
        for block in near
        if len(block.text) <= _LINE
        and not block.linked
        and _says_only_a_day(block.text)
        and (day := written_day(block.text, day_first=here)) is not None
    }
    return days.pop() if len(days) == 1 else None


def _says_only_a_day(text: str) -> bool:
    """Whether nothing but the day, the hour and what leads to them stands in a line."""
    return not re.search(r"[^\W\d_]", without_months(_BESIDES.sub(" ", text)))


def _shown(node: LexborNode, here: bool) -> dt.date | None:
    attributes = node.attributes
    for name in ("datetime", "content", "title"):
        day = stamped_day(attributes.get(name) or "", in_vietnam=here)
        if day is not None:
            return day
    text = " ".join((node.text(separator=" ") or "").split())
    if not text or len(text) > _LONGEST or _MODIFIED.search(text) or _EVENT.search(text):
        return None
    return written_day(text, day_first=here)


def _is_elsewhere(node: LexborNode) -> bool:
    """Whether an element tells of a change, an event, a comment, another article."""
    own = node.attributes
    if _NOT_OF_THE_PAGE.search(f"{own.get('class') or ''} {own.get('id') or ''} {own.get('itemprop') or ''}"):
        return True
    outer: LexborNode | None = node
    for _ in range(8):
        if outer is None or outer.tag in ("body", "html"):
            return False
        if outer.tag in ("footer", "aside", "nav", "li"):
            return True
        attributes = outer.attributes
        name = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if sign_of(name) is Sign.ASIDE:
            return True
        outer = outer.parent
    return False
