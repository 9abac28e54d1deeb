"""The byte question: no disguise hides a name, and a site's menus can be learned."""

from __future__ import annotations

import functools
import random

import pytest

from bench._name_disguises import DISGUISES, old_pages
from ttdn.engine.press.names import Baseline, Names
from ttdn.engine.press.names.entries import entries_from_gazetteer

NAMES = ("Tuyên Quang", "Hà Nội", "Đà Nẵng", "Thừa Thiên Huế", "Bà Rịa - Vũng Tàu", "Lâm Đồng", "Hoà Bình", "Gia Lai")


@functools.cache
def provinces() -> Names:
    from ttdn.engine.gazetteer import Level

    return Names.compile(entries_from_gazetteer(former=(Level.PROVINCE,), present=(Level.PROVINCE,)))


def page(name: bytes, *, menu: str = "") -> bytes:
    body = b"<p>Tin v\xe1\xbb\x81 <b>" + name + b"</b>, h\xc3\xb4m nay.</p>"
    return f"<html><body><nav>{menu}</nav>".encode() + body + b"</body></html>"


@pytest.mark.parametrize("way", DISGUISES)
@pytest.mark.parametrize("name", NAMES)
def test_name_is_seen_in_disguise(way: str, name: str) -> None:
    for seed in range(20):
        written = DISGUISES[way](name, random.Random(seed))
        assert provinces().maybe_in(page(written)), written


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_name_is_seen_in_utf_16(encoding: str) -> None:
    assert provinces().maybe_in(page("Tuyên Quang".encode()).decode().encode(encoding))


@pytest.mark.parametrize("name", ["Tuyên Quang", "Hà Nội", "Đà Nẵng", "Quảng Ngãi"])
def test_name_is_seen_in_old_code_pages(name: str) -> None:
    for way, written in old_pages(name).items():
        assert provinces().maybe_in(page(written)), way


@pytest.mark.parametrize(
    "text",
    [
        "máy đa năng, diễn biến phức tạp",
        "along and among those, a reason language",
        "Hà thì nội dung khác",
        "hanoian",
        'href="/tin/ha-noi-mua-thu.html"',
    ],
)
def test_page_that_names_nothing_is_passed_over(text: str) -> None:
    assert not provinces().maybe_in(page(text.encode()))


def test_names_in_menus_are_learned_and_no_longer_count() -> None:
    menu = '<a href="/hn">Hà Nội</a><a href="/dn">Đ&agrave; Nẵng</a>'
    site = [page(f"bài số {number}".encode(), menu=menu) for number in range(4)]
    baseline = provinces().learn_baseline(site)

    assert baseline.pages == 4
    assert provinces().maybe_in(site[0])
    assert [provinces().maybe_in(each, baseline=baseline) for each in site] == [False] * 4
    assert provinces().maybe_in(page("Hà Nội".encode(), menu=menu), baseline=baseline)


def test_baseline_of_one_page_holds_nothing() -> None:
    assert provinces().learn_baseline([page("Hà Nội".encode())]) == Baseline(pages=1)
