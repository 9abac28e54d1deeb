"""Both engines give the same answers: on our sentences, on random bytes and texts, on the published pages."""

from __future__ import annotations

import functools
import random
import string

import pytest

from bench._name_disguises import DISGUISES
from bench._press_pages import real_pages
from eval.press.names.measure import sentences
from ttdn.engine.press.names import Names
from ttdn.engine.press.names.engines import Sought, engine_for
from ttdn.engine.press.names.entries import entries_from_gazetteer, shipped_entries

pytest.importorskip("hyperscan", reason="hyperscan has no wheel for this machine; pyahocorasick alone is used")


@functools.cache
def both() -> tuple[Names, Names]:
    entries = entries_from_gazetteer(["08"]) + shipped_entries(["08"])
    return Names.compile(entries, engine="hyperscan"), Names.compile(entries, engine="ahocorasick")


def same(page: bytes, text: str) -> None:
    first, second = both()
    assert first.maybe_in(page) == second.maybe_in(page)
    assert first.mentions(text) == second.mentions(text)
    assert first.rejected(text) == second.rejected(text)


@pytest.mark.parametrize("seed", range(20))
def test_literals_are_found_alike_in_random_bytes(seed: int) -> None:
    chance = random.Random(seed)
    alphabet = b"abAB<\xc3\xa0"
    made = [bytes(chance.choices(alphabet, k=chance.randint(1, 4))) for _ in range(30)]
    literals = list(
        dict.fromkeys(Sought(data.lower()) if chance.random() < 0.5 else Sought(data, False) for data in made)
    )
    data = bytes(chance.choices(alphabet, k=2000))

    assert engine_for(literals, "hyperscan").all(data) == engine_for(literals, "ahocorasick").all(data)


def test_engines_stop_at_the_first_hit_that_says_so() -> None:
    for name in ("hyperscan", "ahocorasick"):
        seen: list[int] = []

        def hit(number: int, end: int, seen: list[int] = seen) -> bool:
            seen.append(end)
            return len(seen) == 2

        engine_for([Sought(b"ab")], name).scan(b"ab AB ab ab", hit)
        assert seen == [2, 5]


def test_nothing_to_seek_finds_nothing() -> None:
    assert engine_for([]).all(b"ab") == []
    assert not Names.compile([]).maybe_in("Hà Nội".encode())


def test_engines_agree_on_our_sentences() -> None:
    for _, _, text, _ in sentences():
        same(text.encode(), text)


def test_engines_agree_on_names_in_every_disguise() -> None:
    chance = random.Random(7)
    for entry in both()[0].entries[::5]:
        for disguise in DISGUISES.values():
            data = b"<p>x " + disguise(entry.name, chance) + b" y</p>"
            same(data, data.decode())


@pytest.mark.parametrize("seed", range(20))
def test_engines_agree_on_random_texts(seed: int) -> None:
    chance = random.Random(seed)
    entries = both()[0].entries
    words = [word for entry in entries for word in entry.name.split()] + ["xã", "tỉnh", "đường", "ông", ",", "."]
    gaps = [" "] * 6 + ["  ", "\n", "\u00a0", "-", "   ", "\u200b ", *string.punctuation]
    text = "".join(chance.choice(words) + chance.choice(gaps) for _ in range(400))
    same(text.encode(), text)
    same(text.upper().encode("utf-16"), text.lower())


@pytest.mark.skipif(
    not real_pages(), reason="the published pages (../shared/data/extraction) are not beside the checkout"
)
def test_engines_agree_on_published_pages() -> None:
    for page in real_pages()[::25]:
        same(page, page.decode("utf-8", "ignore"))
