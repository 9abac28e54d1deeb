from hypothesis import given
from hypothesis import strategies as st

from ttdn.engine.text.normal import fold, is_upper, lower, modern_tones, sentence_case, spelling_key, squeeze


def test_fold_drops_diacritics_and_d_with_stroke():
    assert fold("Đẩy mạnh TUYÊN TRUYỀN – Ủy") == "day manh tuyen truyen - uy"


def test_modern_tones_moves_the_mark_of_both_spellings_to_one():
    assert modern_tones("Uỷ ban, hoà, khoẻ, thuỷ") == "Ủy ban, hòa, khỏe, thủy"


def test_modern_tones_leaves_qu_and_closed_syllables_alone():
    assert modern_tones("quý, quỹ, hoàn, toàn, khoẻn") == "quý, quỹ, hoàn, toàn, khoẻn"


def test_spelling_key_is_equal_for_spellings_of_one_name():
    names = ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hoá Thể thao và Du lịch", "SỞ VĂN HÓA VÀ THỂ THAO VÀ DU LỊCH")
    assert len({spelling_key(name) for name in names}) == 1


def test_spelling_key_keeps_words_that_differ_only_in_diacritics_apart():
    assert spelling_key("sở") != spelling_key("số")


def test_sentence_case_gives_a_place_its_capitals_back():
    assert sentence_case("ỦY BAN NHÂN DÂN TỈNH AN SƠN") == "Ủy ban nhân dân tỉnh An Sơn"


def test_is_upper_needs_more_than_one_letter_and_no_running_text():
    assert [is_upper(t) for t in ("SỞ TÀI CHÍNH", "UBND tỉnh", "2026", "A")] == [True, False, False, False]


def test_squeeze_keeps_line_ends():
    assert squeeze("a \t b\u00a0 c\n  d ") == "a b c\nd"


@given(st.text(alphabet="aàảãáạâầđĐÔỘhoànguyỷ .,-–\n19", max_size=60))
def test_folding_and_lowering_keep_every_position(text):
    composed = squeeze(text)
    assert len(fold(composed)) == len(lower(composed)) == len(modern_tones(composed)) == len(composed)
