"""Which language a text is in: our own texts one by one, the published set by its floors."""

from __future__ import annotations

import json
import tarfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ttdn.engine.press.language import identify_language
from ttdn.engine.press.vietnamese import is_syllable, weight
from ttdn.engine.text.normal import fold

ROOT = Path(__file__).parents[3]
EVAL = ROOT / "eval" / "press" / "language"
SHARED = ROOT.parent / "shared" / "data" / "langid"
OWN = [line.split("\t") for line in (EVAL / "texts.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("code", "text"), OWN)
def test_own_text_is_told(code: str, text: str) -> None:
    got = identify_language(text)
    if code in ("id", "ms"):  # two standards of one language; a sentence need not tell which
        assert got in ("id", "ms")
    else:
        assert got == code.removesuffix("-plain")


def test_vietnamese_is_told_in_every_form_of_its_letters() -> None:
    text = "Ủy ban nhân dân tỉnh Lam Vân họp báo về lễ hội"
    for form in (unicodedata.normalize("NFD", text), text.upper(), fold(text), fold(text).upper(), f"\0{text}\x85"):
        assert identify_language(form) == "vi"


def test_long_text_is_told_by_most_of_it() -> None:
    english = "The province opened its third festival of apricot blossom on Saturday. "
    vietnamese = "Tỉnh khai mạc lễ hội hoa mơ lần thứ ba vào ngày thứ bảy tuần này. "
    assert identify_language(english * 10 + vietnamese * 90) == "vi"
    assert identify_language(vietnamese * 10 + english * 90) == "en"


def test_text_that_would_cost_much_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the length, no more than five windows reach the patterns."""
    seen: list[int] = []
    monkeypatch.setattr("ttdn.engine.press.language.is_vietnamese", lambda text: seen.append(len(text)))
    for part in ("a-", "a. ", "a@ ", "nguoi ", "ế"):
        identify_language(part * 1_000_000)
    assert len(seen) >= 4
    assert max(seen) <= 2100


@given(st.text())
def test_any_text_gets_a_code_or_none(text: str) -> None:
    code = identify_language(text)
    assert code == "" or (len(code) == 2 and code.isalpha() and code.islower())


@given(st.text(alphabet=st.characters(categories=["Cs", "Cc", "Co"])))
def test_text_of_no_characters_is_unknown(text: str) -> None:
    assert identify_language(text) == ""


def test_syllables_have_the_shape_of_one() -> None:
    assert all(map(is_syllable, ("nghiêng", "quyết", "uỷ", "oa", "đ" + "ường", "giếng")))
    assert not any(map(is_syllable, ("street", "the-", "wa", "nguoiii", "str", "ngành2", "")))


def test_word_of_no_vowel_weighs_nothing_and_an_unknown_accented_syllable_speaks_for_vietnamese() -> None:
    assert weight("ktxh") == 0
    assert weight("nguyễn") > 0
    assert weight("thequick") < 0


def _sentences() -> Iterator[tuple[str, str]]:
    """The odd lines of the published sentences, those that the table of syllables was not counted on."""
    with tarfile.open(SHARED / "lingua-testdata.tar.xz") as packed:
        for member in packed:
            if "/sentences/" in member.name and (file := packed.extractfile(member)) is not None:
                code = Path(member.name).stem
                for line in file.read().decode().splitlines()[1::2]:
                    yield code, line


@pytest.mark.skipif(not SHARED.exists(), reason="the published sentences (../shared/data/langid) are not there")
def test_published_sentences_stay_at_their_floors() -> None:
    floors = json.loads((EVAL / "floors.json").read_text("utf-8"))
    right: dict[str, list[bool]] = {name: [] for name in ("vi", "en", "zh", "vi-plain")}
    taken = 0
    for code, text in _sentences():
        if code in right:
            right[code].append(identify_language(text) == code)
        if code == "vi":
            right["vi-plain"].append(identify_language(fold(text)) == "vi")
        elif identify_language(text) == "vi":
            taken += 1
    figures = {name: sum(values) / len(values) for name, values in right.items()}
    low = {name: value for name, value in figures.items() if value < floors["accuracy"][name]}
    assert low == {}
    assert taken <= floors["taken_for_vietnamese_at_most"]
