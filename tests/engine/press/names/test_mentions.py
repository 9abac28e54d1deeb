"""Where a text names an entry: spans, keys, how and why."""

from __future__ import annotations

import functools
import json
import unicodedata

import pytest

from eval.press.names.measure import HERE, measure, names
from ttdn.engine.press.model import Entry, EntryKind, How, Needs, Spelling
from ttdn.engine.press.names import Names

ENTRIES = (
    Entry(key="tq", name="Tuyên Quang", kind=EntryKind.UNIT, words=("tỉnh",)),
    Entry(key="hb", name="Hoà Bình", kind=EntryKind.UNIT, words=("tỉnh",)),
    Entry(key="dn", name="Đà Nẵng", kind=EntryKind.UNIT, spellings=(Spelling(text="岘港", language="zh"),)),
    Entry(key="tp", name="Tân Phú", kind=EntryKind.UNIT, words=("xã",), needs=Needs.PARENT, near=("Đồng Nai",)),
    Entry(key="mx", name="Minh Xuân", kind=EntryKind.UNIT, words=("phường",), needs=Needs.WORD, near=("Tuyên Quang",)),
    Entry(key="tb", name="Thái Bình", kind=EntryKind.UNIT, words=("tỉnh",)),
    Entry(key="festival", name="Lễ hội Thành Tuyên", kind=EntryKind.FESTIVAL),
)


@functools.cache
def watched() -> Names:
    return Names.compile(ENTRIES)


def found(text: str, language: str = "") -> list[tuple[str, str, str]]:
    mentions = watched().mentions(text, language=language)
    return [(each.key, text[each.start : each.end], each.how.value) for each in mentions]


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "\u00a0", "-", "     ", " \n\t ", "\u2009", "\u200b "])
def test_gap_between_syllables_may_be_odd_and_the_span_holds_it(gap: str) -> None:
    name = f"Tuyên{gap}Quang"
    assert found(f"\u200bTừ e\u0302m đến {name}; hết") == [("tq", name, "exact")]


def test_decomposed_text_gives_spans_of_the_text_as_given() -> None:
    text = unicodedata.normalize("NFD", "Ở Đà Nẵng và Tuyên Quang")
    mentions = watched().mentions(text)

    assert [unicodedata.normalize("NFC", text[each.start : each.end]) for each in mentions] == [
        "Đà Nẵng",
        "Tuyên Quang",
    ]


def test_either_tone_placement_and_letter_case() -> None:
    assert [text for _, text, _ in found("tỉnh Hòa Bình, tỉnh HOÀ BÌNH, tỉnh hòa bình, TỈNH HÒA BÌNH")] == [
        "Hòa Bình",
        "HOÀ BÌNH",
        "hòa bình",
        "HÒA BÌNH",
    ]


def test_accent_free_name_counts_only_in_a_text_without_accents_or_of_another_language() -> None:
    assert found("Ở Tuyen Quang mưa đã tạnh, đường đã thông") == []
    assert found("O Tuyen Quang mua da tanh") == [("tq", "Tuyen Quang", "folded")]
    assert found("Rain in Tuyen Quang", "en") == [("tq", "Tuyen Quang", "foreign")]


def test_longest_name_wins() -> None:
    assert found("từ tỉnh Tuyên Quang đi Lễ hội Thành Tuyên") == [
        ("tq", "Tuyên Quang", "exact"),
        ("festival", "Lễ hội Thành Tuyên", "exact"),
    ]
    assert found("hợp tác châu Á - Thái Bình Dương") == []


def test_shared_name_needs_what_it_lies_in() -> None:
    assert found("xã Tân Phú") == []
    assert found("ở Tân Phú, tỉnh Đồng Nai") == [("tp", "Tân Phú", "exact")]
    [mention] = watched().mentions("xã Tân Phú làm đường" + " nữa" * 200 + " ở Đồng Nai")
    assert mention.why == "Đồng Nai is named in the text"


def test_name_that_needs_a_word_counts_with_it_or_near_what_it_lies_in() -> None:
    assert found("Minh Xuân hát") == []
    assert found("phường Minh Xuân") == [("mx", "Minh Xuân", "exact")]
    assert found("Minh Xuân (Tuyên Quang)")[0] == ("mx", "Minh Xuân", "exact")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("đường Tuyên Quang", "a street or a building"),
        ("bà Nguyễn Thị Tuyên Quang", "a person's name"),
        ("CLB Đà Nẵng", "a club"),
        ("tỉnh Hoà Bình, Trung Quốc", "a place in another country"),
        ("phường Tuyên Quang", "another phường of this name"),
        ("yêu hòa bình", "a common phrase, not written as a name"),
    ],
)
def test_what_only_looks_like_the_place_is_rejected_with_a_reason(text: str, why: str) -> None:
    assert found(text) == []
    assert [each.why for each in watched().rejected(text)] == [why]


def test_scripts_without_spaces_need_no_bounds_of_words() -> None:
    assert found("我在岘港工作", "zh") == [("dn", "岘港", "foreign")]
    assert found("Tuyên Quangx, xTuyên Quang") == []


def test_surrogates_and_empty_texts_do_no_harm() -> None:
    assert found("") == []
    assert found("\ud800 Tuyên Quang") == [("tq", "Tuyên Quang", "exact")]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://bao.example/du-lich-tuyen-quang-12.html", ["tuyen-quang"]),
        ("https://tuyenquang.gov.vn/", ["tuyenquang"]),
        ("https://x.example/Tuy%C3%AAn_Quang", ["Tuy%C3%AAn_Quang"]),
        ("https://x.example/may-da-nang-gia-re", []),
        ("https://x.example/tp-da-nang-mua", ["da-nang"]),
        ("https://x.example/tan-phu", []),
        ("https://x.example/?q=1", []),
    ],
)
def test_names_in_an_address(address: str, expected: list[str]) -> None:
    mentions = watched().mentions_in_address(address)

    assert [address[each.start : each.end] for each in mentions] == expected
    assert all(each.how is How.ADDRESS for each in mentions)


def test_sentences_stay_at_their_floors() -> None:
    floors = json.loads((HERE / "floors.json").read_text(encoding="utf-8"))
    figures = measure(names())

    assert set(figures) == set(floors)
    assert {name: value for name, value in figures.items() if value < floors[name]} == {}
