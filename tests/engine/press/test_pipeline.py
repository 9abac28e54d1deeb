"""The way of a page: one outcome each, in order, duplicates told, and a sample of what is dropped read whole."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace

import pytest

from eval.press.pipeline.measure import HERE, measure
from tests.engine.press.newspaper import article, edition, page, sentences
from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.model import Discarded, Entry, EntryKind, Outcome
from ttdn.engine.press.names import Names
from ttdn.engine.press.pipeline import Stages, Tally, is_markup, is_sampled, judge, pipeline, stages
from ttdn.engine.press.responses import Page
from ttdn.engine.press.to_json import verdict_from_json, verdict_to_json
from ttdn.engine.press.watch_list import entries_from_json


@pytest.fixture(scope="module")
def ours() -> Stages:
    names = Names.compile([Entry(key="lam-van", name="Lam Vân", kind=EntryKind.PLACE)])
    return stages(names, limits=PageLimits(page_bytes=100_000))


def one(body: bytes, ours: Stages, url: str = "http://bao.example/1"):
    (verdict,) = pipeline([Page(url=url, body=body)], ours)
    return verdict


def test_page_that_names_is_a_mention_with_its_place(ours):
    verdict = one(article(1, naming=True), ours)

    assert verdict.outcome is Outcome.MENTION
    (mention,) = verdict.mentions
    assert verdict.article.text[mention.start : mention.end] == "Lam Vân"


def test_name_in_the_title_alone_is_a_mention(ours):
    verdict = one(
        page(["Không có gì khác ngoài một buổi sáng yên tĩnh ở chợ phiên vùng cao."] * 6, title="Lam Vân đón khách"),
        ours,
    )

    assert (verdict.outcome, len(verdict.title_mentions)) == (Outcome.MENTION, 1)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (article(1, naming=False), Outcome.NO_MENTION),
        (article(1, naming=False).replace(b"trang-chu", "Lam Vân".encode()), Outcome.NO_MENTION),
        (b"<html><body><p>Lam V\xc3\xa2n</p></body></html>", Outcome.NOT_AN_ARTICLE),
        (b"%PDF-1.7 <</Type /Catalog>> Lam V\xc3\xa2n", Outcome.NOT_HTML),
        (b'<?xml version="1.0"?><rss><title>Lam V\xc3\xa2n</title></rss>', Outcome.NOT_HTML),
        (b"Lam V\xc3\xa2n", Outcome.NOT_HTML),
        (b"", Outcome.NOT_HTML),
        (article(1, naming=True) + b" " * 100_000, Outcome.TOO_LARGE),
    ],
)
def test_every_page_ends_in_one_outcome(ours, body, outcome):
    assert one(body, ours).outcome is outcome


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_markup_is_told_by_its_bytes(encoding):
    assert is_markup("<html><p>Lam Vân</p></html>".encode(encoding))


def test_lost_page_keeps_its_outcome(ours):
    lost = Discarded(outcome=Outcome.UNREADABLE, reason="its compression is damaged")

    verdict = judge(Page(url="http://a", lost=lost), ours)

    assert (verdict.outcome, verdict.reason) == (Outcome.UNREADABLE, "its compression is damaged")


def test_fault_of_a_stage_costs_its_page_only(ours):
    def broken(body: bytes, url: str):
        raise KeyError("words of the page")

    verdicts = list(pipeline([Page(body=article(n, naming=True)) for n in range(3)], replace(ours, extract=broken)))

    assert [each.outcome for each in verdicts] == [Outcome.UNREADABLE] * 3
    assert verdicts[0].reason == "KeyError in test_pipeline.py:broken"


def test_out_of_memory_is_not_swallowed(ours):
    def hungry(body: bytes, url: str):
        raise MemoryError

    with pytest.raises(MemoryError):
        judge(Page(body=article(1, naming=True)), replace(ours, extract=hungry))


def test_pages_end_in_their_order_and_are_all_counted(ours):
    pages = [Page(url=url, body=body) for url, body in edition(60)]
    tally = Tally()

    verdicts = list(pipeline(iter(pages), ours))
    for verdict in verdicts:
        tally.add(verdict)

    assert [each.url for each in verdicts] == [each.url for each in pages]
    assert tally.to_json()["outcomes"] == {"duplicate": 1, "mention": 6, "no_mention": 53}
    assert tally.pages == 60


def test_near_duplicate_keeps_its_article_and_says_what_it_repeats(ours):
    text = sentences(random.Random(5), 40)
    text[3] = "Đoàn đến Lam Vân."
    other = [*text[:-1], "Tin do phóng viên gửi về từ đầu cầu mới."]

    first, between, second = pipeline(
        [Page(url="a", body=page(text)), Page(url="b", body=article(1, naming=True)), Page(url="c", body=page(other))],
        ours,
    )

    assert (first.outcome, between.outcome, second.outcome) == (Outcome.MENTION, Outcome.MENTION, Outcome.DUPLICATE)
    assert (second.same_as, second.article is not None, second.similarity >= 0.8) == (0, True, True)


def test_pipeline_asks_for_a_page_only_when_the_last_has_ended(ours):
    taken = []

    def pages():
        for number in range(5):
            taken.append(number)
            yield Page(body=article(number, naming=False))

    verdicts = pipeline(pages(), ours)
    next(verdicts)

    assert taken == [0]


def test_one_in_a_thousand_dropped_pages_is_sampled():
    pages = [Page(url=f"http://bao.example/{n}", body=b"<p>%d</p>" % (n * 7)) for n in range(50_000)]

    sampled = [each for each in pages if is_sampled(each, 1000)]

    assert 25 <= len(sampled) <= 75
    assert [each for each in reversed(pages) if is_sampled(each, 1000)] == sampled[::-1]


def test_sampled_page_that_names_all_the_same_is_a_mention_and_lowers_the_recall(ours):
    blind = replace(ours, maybe_in=lambda body: False, sample=1)
    half = replace(ours, sample=1)
    tally = Tally()
    for verdict in (judge(Page(body=article(1, naming=True)), blind), judge(Page(body=article(2, naming=True)), half)):
        tally.add(verdict)

    assert (tally.sampled, tally.missed, tally.found, tally.recall(1)) == (1, 1, 1, 0.5)


def test_recall_without_a_sample_is_unknown(ours):
    tally = Tally()
    tally.add(judge(Page(body=article(1, naming=True)), ours))

    assert tally.recall() is None


def test_tally_taken_apart_adds_up(ours):
    verdicts = list(pipeline([Page(url=url, body=body) for url, body in edition(40)], ours))
    whole, parts = Tally(), Tally()
    for verdict in verdicts:
        whole.add(verdict)
    for group in (verdicts[:7], verdicts[7:]):
        tally = Tally()
        for verdict in group:
            tally.add(verdict)
        parts.take(tally.to_json())

    assert parts == whole


def test_verdict_is_the_same_after_json(ours):
    verdicts = list(pipeline([Page(url=url, body=body) for url, body in edition(40)], ours))

    kept = [each for each in verdicts if each.article]
    assert Counter(each.outcome for each in kept) == {Outcome.MENTION: 4, Outcome.DUPLICATE: 1}
    assert [verdict_from_json(verdict_to_json(each)) for each in kept] == kept


def test_names_come_from_strings_entries_and_provinces():
    assert [each.key for each in entries_from_json(["Lam Vân", {"name": "Chợ Mây", "key": "cho-may"}])] == [
        "Lam Vân",
        "cho-may",
    ]
    assert len(entries_from_json({"provinces": ["08"], "entries": ["Lam Vân"]})) > 50


@pytest.mark.parametrize("data", [[], {}, 7, [""], [{"key": "a"}], [{"name": "a", "kind": "person"}], {"entries": [3]}])
def test_what_is_no_list_of_names_is_refused(data):
    with pytest.raises(ValueError, match=r"\w"):
        entries_from_json(data)


def test_no_way_of_writing_the_name_is_lost_on_the_way_from_archive_to_outcome():
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    figures = measure()

    assert {name: value for name, value in figures.items() if value < floors[name]} == {}
    assert figures.keys() == floors.keys()
