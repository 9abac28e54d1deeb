import pytest

from ttdn.engine.text.syllables import is_syllable, run_together


@pytest.mark.parametrize(
    "word", ["người", "nghiêng", "quyết", "giặt", "yêu", "khuỷu", "quýt", "giếng", "xã", "ỦY", "phường", "oẳn"]
)
def test_a_vietnamese_word_of_one_syllable(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["ANTỈNH", "website", "lạnnh", "tàt", "ĐB"])
def test_letters_that_are_no_syllable(word):
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "two"),
    [
        ("ANTỈNH", ("AN", "TỈNH")),
        ("ngoạivụ", ("ngoại", "vụ")),
        ("NHÂNDÂN", ("NHÂN", "DÂN")),
        ("kếhoạch", ("kế", "hoạch")),
        ("Lễphátđộng", ("Lễ", "phát", "động")),
        ("website", None),  # no mark: it may be foreign
        ("QUẢNG", None),
        ("TTĐN", None),
        ("nghiêng", None),
    ],
)
def test_two_syllables_run_together_are_parted_where_only_one_cut_will_do(word, two):
    assert run_together(word) == two


def test_foreign_words_are_no_syllables():
    words = ["nghiêng", "quyết", "đối", "khuỷu", "ỷ", "nước", "société", "hôtel", "Straße", "kõx"]

    assert [is_syllable(word) for word in words] == [True] * 6 + [False] * 4
