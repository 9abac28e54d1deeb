"""Pages of our own whose day is known: every shape in which real sites give it, and the traps around it.

Each shape is a function of one day; ``pages()`` makes every shape for several days. Where a page names no day, or only
days of other things, the truth is None.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

DAYS = (dt.date(2026, 11, 24), dt.date(2025, 3, 4), dt.date(2023, 10, 9), dt.date(2019, 12, 31))
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
HOST = "https://baosong.example"
TITLE = "Lam Vân mở tuyến tàu sông"
EVENT = dt.timedelta(days=19)  # what the text announces
LATER = dt.timedelta(days=33)  # when the page was changed


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedPage:
    shape: str
    html: str
    url: str
    day: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a shape puts where; ``truth`` stands for the day itself unless said otherwise."""

    head: str = ""
    above: str = ""  # the headline
    below: str = ""
    after: str = ""  # the text
    lang: str = "vi"
    url: str = "/tin/tau-song-4711.html"
    truth: dt.date | None | Literal["the day"] = "the day"


def page(parts: Parts, day: dt.date) -> str:
    """An article about a coming event, with menu, related articles and footer, which have days of their own."""
    text = "".join(
        f"<p>Đoạn {n}: tỉnh Lam Vân sẽ mở tuyến tàu khách dọc sông ngày {day + EVENT:%d/%m/%Y}, ban quản lý nói.</p>"
        for n in range(1, 7)
    )
    related = "".join(
        f'<li><a href="/{day.year - n}/01/0{n}/a">Tin số {n}</a> <span class="date">0{n}/01/{day.year - n}</span></li>'
        for n in range(1, 5)
    )
    menu = "".join(f'<li><a href="/muc/{n}">Chuyên mục {n}</a></li>' for n in range(12))
    return (
        f'<!doctype html><html lang="{parts.lang}"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f'{parts.head}</head><body><ul class="menu">{menu}</ul>'
        f'<article><div class="header">{parts.above}<h1>{TITLE}</h1>{parts.below}</div>'
        f'<div class="detail-content">{text}</div></article>{parts.after}'
        f'<div class="tin-lien-quan"><ul>{related}</ul></div>'
        f"<footer>© {day.year + 1} Báo Sông. Giấy phép cấp ngày 01/02/2015.</footer></body></html>"
    )


def ld(thing: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def news(day: dt.date, **more: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": TITLE, "datePublished": f"{day}T08:05:00+07:00", **more}


def meta(name: str, value: str, key: str = "property") -> str:
    return f'<meta {key}="{name}" content="{value}">'


def vietnamese(day: dt.date) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}, 08:05 (GMT+7)"


SHAPES: list[Callable[[dt.date], Parts]] = []


def shape(make: Callable[[dt.date], Parts]) -> Callable[[dt.date], Parts]:
    SHAPES.append(make)
    return make


@shape
def json_ld(day: dt.date) -> Parts:
    return Parts(head=ld({"@context": "https://schema.org", **news(day, dateModified=f"{day + LATER}T09:00:00+07:00")}))


@shape
def json_ld_graph(day: dt.date) -> Parts:
    graph = [{"@type": "Organization", "name": "Báo Sông"}, {"@type": "WebSite", "name": "Báo Sông"}, news(day)]
    return Parts(head=ld({"@graph": graph}))


@shape
def json_ld_on_the_page_only(day: dt.date) -> Parts:
    graph = [{"@type": "WebPage", "datePublished": f"{day}T01:05:00+00:00", "dateModified": f"{day + LATER}"}]
    return Parts(head=ld({"@graph": graph}))


@shape
def json_ld_list_of_types(day: dt.date) -> Parts:
    return Parts(head=ld([{"@type": ["NewsArticle", "Thing"], "datePublished": f"{day:%Y-%m-%d}"}]))


@shape
def json_ld_with_related_articles(day: dt.date) -> Parts:
    others = [news(day - LATER), news(day + dt.timedelta(days=2))]
    return Parts(head=ld({**news(day), "hasPart": others}) + ld({"@type": "ItemList", "itemListElement": others}))


@shape
def json_ld_with_comments(day: dt.date) -> Parts:
    comment = {"@type": "Comment", "datePublished": f"{day + LATER}T10:00:00+07:00"}
    return Parts(head=ld(news(day, comment=[comment])))


@shape
def json_ld_of_an_event(day: dt.date) -> Parts:
    event = {"@type": "Event", "startDate": f"{day + EVENT}", "datePublished": f"{day + EVENT}"}
    return Parts(head=ld(event), below=f'<span class="date">{vietnamese(day)}</span>')


@shape
def json_ld_broken(day: dt.date) -> Parts:
    broken = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "' + str(day) + '",,}</script>'
    )
    return Parts(head=broken + meta("article:published_time", f"{day}T08:05:00+07:00"))


@shape
def json_ld_in_utc_before_dawn(day: dt.date) -> Parts:
    stamp = f"{day - dt.timedelta(days=1)}T18:30:00Z"  # half past one in the morning in Vietnam
    return Parts(head=ld(news(day) | {"datePublished": stamp}), below=f'<span class="time">{day:%d/%m/%Y} 01:30</span>')


@shape
def json_ld_made_anew_after_the_address(day: dt.date) -> Parts:
    head = ld(news(day + LATER))
    return Parts(head=head, below=f'<span class="date">{day:%d/%m/%Y}</span>', url=f"/{day:%Y/%m/%d}/tau-song.html")


@shape
def json_ld_after_its_own_last_change(day: dt.date) -> Parts:
    head = ld(news(day + LATER, dateModified=f"{day}T09:00:00+07:00"))
    return Parts(head=head, below=f'<span class="date">{vietnamese(day)}</span>')


@shape
def meta_published_time(day: dt.date) -> Parts:
    head = meta("article:modified_time", f"{day + LATER}T10:00:00+07:00") + meta(
        "article:published_time", f"{day}T08:05:00+07:00"
    )
    return Parts(head=head)


@shape
def meta_pubdate(day: dt.date) -> Parts:
    return Parts(head=meta("pubdate", f"{day}T08:05:00+07:00", "name"))


@shape
def meta_itemprop(day: dt.date) -> Parts:
    return Parts(
        head=meta("datePublished", f"{day:%Y-%m-%d} 08:05", "itemprop")
        + meta("dateModified", str(day + LATER), "itemprop")
    )


@shape
def meta_dublin_core(day: dt.date) -> Parts:
    head = meta("DC.date.modified", str(day + LATER), "name") + meta("DC.date.issued", f"{day}", "name")
    return Parts(head=head)


@shape
def meta_day_first(day: dt.date) -> Parts:
    return Parts(head=meta("publish_date", f"{day:%d/%m/%Y} 08:05", "name"))


@shape
def meta_rfc_822(day: dt.date) -> Parts:
    stamp = f"{day:%d} {MONTHS[day.month - 1][:3]} {day.year} 08:05:00 +0700"
    return Parts(
        head=meta("pubdate", f"{['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][day.weekday()]}, {stamp}", "name")
    )


@shape
def meta_of_nothing(day: dt.date) -> Parts:
    head = meta("article:published_time", "0001-01-01T00:00:00") + meta("pubdate", "1970-01-01", "name")
    return Parts(head=head, below=f'<div class="publish-date">{vietnamese(day)}</div>')


@shape
def time_with_datetime(day: dt.date) -> Parts:
    return Parts(below=f'<time class="entry-date published" datetime="{day}T08:05:00+07:00">ba giờ trước</time>')


@shape
def time_beside_an_update(day: dt.date) -> Parts:
    below = (
        f'<time class="published" datetime="{day}T08:05:00+07:00">{day:%d/%m/%Y}</time> '
        f'<time class="updated" datetime="{day + LATER}T08:05:00+07:00">Cập nhật {day + LATER:%d/%m/%Y}</time>'
    )
    return Parts(below=below)


@shape
def microdata(day: dt.date) -> Parts:
    return Parts(below=f'<span itemprop="datePublished" content="{day}">{day:%d/%m/%Y}</span>')


@shape
def line_with_weekday(day: dt.date) -> Parts:
    return Parts(below=f'<span class="date">{vietnamese(day)}</span>')


@shape
def line_above_the_headline(day: dt.date) -> Parts:
    return Parts(above=f'<div class="header-time">{vietnamese(day)}</div>')


@shape
def line_without_a_name(day: dt.date) -> Parts:
    return Parts(below=f"<div>{vietnamese(day)}</div>")


@shape
def line_in_words(day: dt.date) -> Parts:
    below = f'<p class="ngay-dang">Ngày {day.day} tháng {day.month} năm {day.year}</p>'
    return Parts(below=below)


@shape
def line_with_update_first(day: dt.date) -> Parts:
    below = (
        f'<span class="date">Cập nhật: {day + LATER:%d/%m/%Y}</span> <span class="date">Đăng ngày {day:%d-%m-%Y}</span>'
    )
    return Parts(below=below)


@shape
def line_before_comments(day: dt.date) -> Parts:
    comments = "".join(
        f'<div class="comment"><span class="date">{day + dt.timedelta(days=n):%d/%m/%Y}</span><p>Hay quá.</p></div>'
        for n in (1, 2, 3)
    )
    return Parts(below=f'<span class="date">{vietnamese(day)}</span>', after=comments)


@shape
def english_month(day: dt.date) -> Parts:
    below = f'<span class="post-date">{MONTHS[day.month - 1]} {day.day}, {day.year}</span>'
    return Parts(below=below, lang="en", url="/en/river-boat.html")


@shape
def chinese_line(day: dt.date) -> Parts:
    below = f'<span class="date">{day.year}年{day.month}月{day.day}日 08:05</span>'
    return Parts(below=below, lang="zh", url="/zh/4711.html")


@shape
def address_in_folders(day: dt.date) -> Parts:
    return Parts(url=f"/{day:%Y/%m/%d}/tau-song.html")


@shape
def address_with_stamp(day: dt.date) -> Parts:
    return Parts(url=f"/tau-song-{day:%Y%m%d}080512345.htm")


@shape
def address_with_stamp_and_channel(day: dt.date) -> Parts:
    return Parts(url=f"/tau-song-188{day:%Y%m%d}080512345.chn")


@shape
def ambiguous_figures_on_an_english_page(day: dt.date) -> Parts:
    """4/3 is March or April; beyond twelve there is no doubt."""
    truth = day if day.day > 12 else None
    return Parts(
        below=f'<span class="date">{day.month}/{day.day}/{day.year}</span>', lang="en", url="/en/boat.html", truth=truth
    )


@shape
def only_the_event(day: dt.date) -> Parts:
    return Parts(below=f'<div class="event-date">Khai mạc {day + EVENT:%d/%m/%Y}</div>', truth=None)


@shape
def only_the_event_in_a_line(day: dt.date) -> Parts:
    return Parts(below=f"<p>Diễn ra ngày {day + EVENT:%d/%m/%Y}</p>", truth=None)


@shape
def line_with_the_event(day: dt.date) -> Parts:
    below = f'<span class="date">Khai mạc {day + EVENT:%d/%m/%Y}</span> <span class="time">{vietnamese(day)}</span>'
    return Parts(below=below)


@shape
def only_an_update(day: dt.date) -> Parts:
    return Parts(below=f'<span class="date">Cập nhật {day + LATER:%d/%m/%Y}</span>', truth=None)


@shape
def only_hours_ago(day: dt.date) -> Parts:
    return Parts(below='<span class="time">3 giờ trước</span>', truth=None)


@shape
def only_comments(day: dt.date) -> Parts:
    comment = f'<div class="comment"><time datetime="{day + LATER}">{day + LATER:%d/%m/%Y}</time><p>Hay quá.</p></div>'
    return Parts(after=comment, truth=None)


@shape
def only_the_text(day: dt.date) -> Parts:
    return Parts(truth=None)


@shape
def number_in_the_address_that_is_no_day(day: dt.date) -> Parts:
    return Parts(url=f"/tau-song-{day.year}9945.html", truth=None)


def pages() -> Iterator[DatedPage]:
    """Every shape for every day."""
    for make in SHAPES:
        for day in DAYS:
            parts = make(day)
            truth = day if parts.truth == "the day" else parts.truth
            yield DatedPage(shape=make.__name__, html=page(parts, day), url=HOST + parts.url, day=truth)
