"""Near-duplicates: what is alike is found, what is not is not, and crowds cost no more than they should."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ttdn.engine.press import near_duplicates as module
from ttdn.engine.press.near_duplicates import CROWD, THRESHOLD, Seen, near_duplicates
from ttdn.engine.press.shingles import gram_sets, jaccard

SYLLABLES = "tỉnh Lam Vân khai mạc lễ hội hoa mơ lần thứ ba đón khách xa gần về dự bên bờ suối giữa mùa xuân"


def invented(chance: random.Random, words: int) -> list[str]:
    return [chance.choice(SYLLABLES.split()) + str(chance.randrange(60)) for _ in range(words)]


def edited(words: list[str], chance: random.Random, edits: int) -> list[str]:
    out = list(words)
    for _ in range(edits):
        out[chance.randrange(len(out))] = "sửa" + str(chance.randrange(10**6))
    return out


def corpus(seed: int) -> list[str]:
    chance = random.Random(seed)
    texts = []
    for _ in range(40):
        words = invented(chance, chance.choice([4, 9, 40, 300, 900]))
        texts += [" ".join(edited(words, chance, chance.randrange(1 + len(words) // 20))) for _ in range(6)]
    chance.shuffle(texts)
    return texts


def grams(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False)) if len(words) > 2 else {tuple(words)} - {()}


def by_comparing_all(texts: list[str]) -> dict[tuple[int, int], float]:
    sets = [grams(text) for text in texts]
    all_pairs = ((i, j, sets[i] & sets[j], sets[i] | sets[j]) for i, j in combinations(range(len(sets)), 2))
    return {
        (i, j): len(both) / len(any_) for i, j, both, any_ in all_pairs if any_ and len(both) / len(any_) >= THRESHOLD
    }


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pairs_are_those_of_comparing_all(seed: int) -> None:
    texts = corpus(seed)
    found = near_duplicates(texts)
    assert found == sorted(found)
    assert {(i, j): similarity for i, j, similarity in found} == pytest.approx(by_comparing_all(texts))


def test_one_by_one_gives_the_same_pairs_whatever_the_order() -> None:
    texts = corpus(4)
    seen: Seen[int] = Seen()
    forwards = {frozenset((earlier, place)) for place, text in enumerate(texts) for earlier, _ in seen.add(place, text)}
    seen = Seen()
    backwards = {
        frozenset((earlier, place))
        for place, text in reversed(list(enumerate(texts)))
        for earlier, _ in seen.add(place, text)
    }
    assert forwards == backwards == {frozenset(pair) for pair in by_comparing_all(texts)}


def test_seen_gives_the_most_similar_first() -> None:
    words = invented(random.Random(5), 200)
    seen: Seen[str] = Seen()
    seen.add("near", " ".join([*words, "và", "hết"]))
    seen.add("same", " ".join(words))
    found = seen.add("new", "  ".join(words).upper())
    assert found[0] == ("same", 1.0)
    assert [key for key, _ in found] == ["same", "near"]
    assert 0.98 < found[1][1] < 1


@pytest.mark.parametrize(
    ("one", "other", "similarity"),
    [
        ("", "", 0.0),
        ("!?", "!?", 0.0),
        ("hoa", "Hoa!", 1.0),
        ("hoa", "hoa hoa", 0.0),
        ("hoa mơ", "mơ hoa", 0.0),
        ("hoa mơ nở", "Hoa, mơ – nở.", 1.0),
        ("một hai ba bốn", "một hai ba năm", 1 / 3),
        ("một hai ba một hai ba", "một hai ba một", 2 / 3),
        ("省人民委员会今天开会", "省人民委员会今天开会。", 1.0),
        ("省人民委员会", "省人民委员", 3 / 4),
        ("ແຂວງຈັດງານ", "ແຂວງ ຈັດງານ", 1.0),
        ("ខេត្តរៀបចំ", "ខេត្តរៀប", 6 / 8),
    ],
)
def test_similarity_of_two_texts(one: str, other: str, similarity: float) -> None:
    first, second = gram_sets([one, other])
    assert jaccard(first, second) == pytest.approx(similarity)
    expected = [(0, 1, pytest.approx(similarity))] if similarity >= THRESHOLD else []
    assert near_duplicates([one, other]) == expected


def test_forms_of_letters_do_not_matter() -> None:
    text = "Tỉnh Lam Vân khai mạc lễ hội hoa mơ"
    other = unicodedata.normalize("NFD", text).upper()
    assert near_duplicates([text, other]) == [(0, 1, 1.0)]


def test_numbers_are_the_same_in_every_process() -> None:
    code = "from ttdn.engine.press.shingles import gram_sets; print([g.tolist() for g in gram_sets(['hoa mơ', 'hoa'])])"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != b""


def test_equal_texts_by_thousands_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    monkeypatch.setattr(module, "jaccard", lambda one, other: compared.append(1) or jaccard(one, other))
    words = invented(random.Random(6), 100)
    texts = [" ".join(words)] * 3000 + [" ".join([*words, "thêm"])] * 3000
    pairs = near_duplicates(texts)
    assert len(compared) == 1
    assert {(i, j) for i, j, _ in pairs} == (
        {(0, j) for j in range(1, 3000)} | {(3000, j) for j in range(3001, 6000)} | {(0, 3000)}
    )
    seen: Seen[int] = Seen()
    assert max(len(seen.add(place, text)) for place, text in enumerate(texts)) == 2 * CROWD
    assert len(compared) <= 1 + len(texts)


def test_crowd_of_texts_nearly_alike_is_compared_with_its_earliest(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []
    monkeypatch.setattr(module, "jaccard", lambda one, other: compared.append(1) or jaccard(one, other))
    words = invented(random.Random(7), 300)
    texts = [" ".join([*words, f"bản tin số {number}"]) for number in range(600)]
    pairs = {(i, j) for i, j, _ in near_duplicates(texts)}
    assert {(0, j) for j in range(1, 600)} <= pairs
    assert len(compared) <= 600 * CROWD
    del compared[:]
    seen: Seen[int] = Seen()
    found = [seen.add(number, text) for number, text in enumerate(texts)]
    assert all(found[1:])
    assert len(compared) <= 600 * CROWD


def test_boilerplate_alone_makes_no_pair() -> None:
    chance = random.Random(8)
    frame = invented(chance, 300)
    texts = [" ".join(frame + invented(chance, 150)) for _ in range(150)]
    assert near_duplicates(texts) == []


def test_huge_text_is_read_to_its_bound() -> None:
    (grams_,) = gram_sets(["a b c d e " * 400_000])
    assert len(grams_) == 5


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_texts_are_as_comparing_all_says(texts: list[str]) -> None:
    found = {(i, j): similarity for i, j, similarity in near_duplicates(texts)}
    sets = list(gram_sets(texts))
    pairs = {(i, j): jaccard(sets[i], sets[j]) for i, j in combinations(range(len(texts)), 2)}
    assert found == {pair: similarity for pair, similarity in pairs.items() if similarity >= THRESHOLD}
