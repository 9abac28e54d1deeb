"""Web archives: every record once, whatever is wrong with its neighbours, wherever the file is cut into parts."""

from __future__ import annotations

import gzip
import io
import random
import zlib

import brotli
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from bench._warc import answer, packed, record
from ttdn.engine.press.archive import ArchivePart
from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.model import Outcome
from ttdn.engine.press.responses import page_of

LIMITS = PageLimits(page_bytes=200_000)
PAGE = b"<html><body><p>Lam V\xc3\xa2n</p></body></html>"


@pytest.fixture
def read(tmp_path):
    """``read(bytes, start, end)``: the part's records, and the part."""

    def call(data: bytes, start: int = 0, end: int | None = None, limits: PageLimits = LIMITS):
        file = tmp_path / "archive.warc"
        file.write_bytes(data)
        with file.open("rb") as opened:
            part = ArchivePart(opened, start=start, end=end, limits=limits)
            return list(part), part

    return call


@pytest.fixture
def page(read):
    """The one page of an archive."""

    def call(data: bytes):
        (only,), _ = read(data)
        return page_of(only, LIMITS)

    return call


def many(number: int) -> list[bytes]:
    chance = random.Random(number)
    return [
        record(f"http://bao.example/{n}", answer(PAGE + chance.randbytes(chance.randint(0, 5000))))
        for n in range(number)
    ]


@pytest.mark.parametrize(
    "form", [packed, b"".join, lambda records: gzip.compress(b"".join(records))], ids=["members", "plain", "one member"]
)
def test_records_are_those_of_another_reader(read, form):
    data = form(
        [record("", b"software: x\r\n", kind="warcinfo"), *many(50), record("http://a", b"GET", kind="request")]
    )

    records, _ = read(data)

    others = ArchiveIterator(io.BytesIO(data), record_types=WarcRecordType.response, parse_http=False)
    assert [(each.url, each.block) for each in records] == [
        (each.headers["WARC-Target-URI"], each.reader.read()) for each in others
    ]
    assert len(records) == 50


@pytest.mark.parametrize("form", [packed, b"".join], ids=["members", "plain"])
def test_parts_meet_and_are_the_whole(read, form):
    data = form(many(60))
    everything, _ = read(data)

    for size in (1, 700, 5_000, 20_011):
        cuts = range(0, len(data), max(size, len(data) // 100))
        parts = [read(data, at, at + cuts.step) for at in cuts]
        assert [each for records, _ in parts for each in records] == everything
        ends = [(part.first, part.next) for _, part in parts if part.first is not None]
        assert [after for _, after in ends[:-1]] == [first for first, _ in ends[1:]]
        assert ends[-1][1] in (None, len(data))


def test_record_that_holds_an_archive_shows_at_the_seam(read):
    inner = packed(many(3), level=0)
    data = packed([record("http://bao.example/tep.warc.gz", answer(inner))], level=0)

    whole, _ = read(data)
    second, part = read(data, 400)

    assert [each.url for each in whole] == ["http://bao.example/tep.warc.gz"]
    assert second != []
    assert read(data, 0, 400)[1].next != part.first


def test_damaged_stretch_costs_the_record_in_it(read):
    members = [packed([each]) for each in many(5)]
    members[2] = members[2][:40] + b"\x00" * 50 + members[2][90:]

    records, _ = read(b"".join(members))

    assert [each.url[-1] for each in records if not each.lost] == ["0", "1", "3", "4"]
    assert [each.lost.outcome for each in records if each.lost] == [Outcome.UNREADABLE]


@pytest.mark.parametrize("cut", [1, 30, 200])
def test_archive_cut_short_loses_its_last_record_only(read, cut):
    records, part = read(packed(many(3))[:-cut])

    assert [bool(each.lost) for each in records] == [False, False, True]
    assert part.next is None


@pytest.mark.parametrize("length", [10, 10_000, -5], ids=["too small", "too great", "negative"])
def test_record_that_lies_about_its_length_is_one_unreadable_page(read, length):
    good = record("http://bao.example/2", answer(PAGE))
    lying = record("http://bao.example/1", answer(PAGE), length=length)

    for form in (packed, b"".join):
        records, _ = read(form([good, lying, good]))
        assert [bool(each.lost) for each in records] == [False, True, False]


def test_record_without_end_of_its_head_is_unreadable(read):
    records, _ = read(packed([b"WARC/1.0\r\n" + b"x" * 300_000, *many(1)]))

    assert [bool(each.lost) for each in records] == [True, False]


def test_rubbish_is_one_unreadable_page(read):
    for data in (b"", b"rubbish", b"\x1f\x8b\x08" * 50_000, random.Random(1).randbytes(300_000)):
        records, _ = read(data)
        assert [each.lost.outcome for each in records] == [Outcome.UNREADABLE]


def test_large_record_is_read_over(read):
    records, _ = read(packed([record("http://bao.example/phim", answer(b"x" * 2_000_000)), *many(1)]))

    assert [each.lost.outcome if each.lost else None for each in records] == [Outcome.TOO_LARGE, None]


def test_bomb_is_given_up_and_the_next_record_read(read):
    bomb = gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 999999999999\r\n\r\n" + bytes(30 << 20))

    records, _ = read(bomb + packed(many(1)))

    assert [bool(each.lost) for each in records] == [True, False]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, PAGE),
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
        ({}, gzip.compress(PAGE)),
        ({"Content-Encoding": "gzip"}, PAGE),
        ({"Content-Encoding": "br"}, brotli.compress(PAGE)),
        ({"Content-Encoding": "br"}, PAGE),
        ({"Content-Encoding": "deflate"}, PAGE),
        (
            {"Transfer-Encoding": "chunked"},
            b"5\r\n" + PAGE[:5] + b"\r\n%x\r\n" % len(PAGE[5:]) + PAGE[5:] + b"\r\n0\r\n\r\n",
        ),
        ({"Transfer-Encoding": "chunked"}, PAGE),
        ({"Content-Length": "7"}, PAGE),
    ],
)
def test_body_is_what_the_bytes_say_whatever_the_head_says(page, headers, body):
    assert page(packed([record("http://a", answer(body, headers=headers))])).body == PAGE


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(bytes(50 << 20))),
        ({"Content-Encoding": "br"}, brotli.compress(bytes(50 << 20))),
        ({"Content-Encoding": "deflate"}, zlib.compress(bytes(50 << 20))),
    ],
    ids=["gzip", "brotli", "deflate"],
)
def test_body_that_grows_too_large_is_too_large(page, headers, body):
    assert page(packed([record("http://a", answer(body, headers=headers))])).lost.outcome is Outcome.TOO_LARGE


def test_body_whose_compression_is_cut_keeps_what_there_is(page):
    text = PAGE + random.Random(2).randbytes(5000).hex().encode()

    for headers, body in (
        ({"Content-Encoding": "gzip"}, gzip.compress(text)[:-500]),
        ({"Content-Encoding": "br"}, brotli.compress(text)[:-500]),
    ):
        found = page(packed([record("http://a", answer(body, headers=headers))])).body
        assert text.startswith(found)
        assert len(found) > 1000


@pytest.mark.parametrize(
    ("block", "outcome"),
    [
        (answer(PAGE, status="404 Not Found"), Outcome.NOT_AN_ARTICLE),
        (b"no head at all", Outcome.UNREADABLE),
        (b"", Outcome.UNREADABLE),
        (answer(b"\x28\xb5\x2f\xfd\x00"), Outcome.UNREADABLE),
        (answer(b"\x1f\x8b\x08\x00rubbish"), Outcome.UNREADABLE),
    ],
)
def test_answer_that_holds_no_page_ends_in_an_outcome(page, block, outcome):
    assert page(packed([record("http://a", block)])).lost.outcome is outcome


def test_revisit_is_a_duplicate_and_a_resource_is_a_page(page):
    assert page(packed([record("http://a", b"", kind="revisit")])).lost.outcome is Outcome.DUPLICATE
    assert page(packed([record("http://a", PAGE, kind="resource", Content_Type="text/html")])).body == PAGE
