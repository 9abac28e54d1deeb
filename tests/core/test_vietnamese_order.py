"""The order of a Vietnamese dictionary, whatever the database's own."""

import random
import unicodedata

import pytest

from ttdn.core.vietnamese_order import sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["ba", "bà", "bả", "bã", "bá", "bạ"],
        ["la", "là", "lạ", "lac", "lác", "lam"],
        ["an", "ăn", "ân", "ba"],
        ["da", "dy", "đa", "đy", "ea"],
        ["e", "ê", "o", "ô", "ơ", "u", "ư", "v"],
        ["là ngon", "lá cây"],  # the first syllable's tone decides before the second syllable
        ["ba", "ba la", "bà"],
        ["Phụ lục 2", "Phụ lục 10", "Phụ lục A"],
        ["Sở Công Thương", "Sở Ngoại vụ", "Sở Tài chính", "Sở Y tế", "Ủy ban nhân dân", "Văn phòng"],
        ["Zoo", "中文"],
    ],
)
def test_sort_key_orders_as_a_dictionary(ordered):
    shuffled = random.Random(7).sample(ordered, len(ordered))
    assert sorted(shuffled, key=sort_key) == ordered
    assert len({sort_key(word) for word in ordered}) == len(ordered)


@pytest.mark.parametrize(("one", "other"), [("HÀ NỘI", "hà nội"), ("hòa", "hoà"), ("a - b", "a b"), ("007", "7")])
def test_sort_key_is_the_same_for_what_sorts_together(one, other):
    assert sort_key(one) == sort_key(other)


def test_sort_key_does_not_depend_on_how_the_text_is_composed():
    name = "Đối ngoại, thương mại, ưu đãi"
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)


def test_sort_key_is_plain_ascii_for_any_text():
    assert sort_key("ຫຼວງພະບາງ, Ἀθῆναι, Straße, ½ № ① x²").isascii()
