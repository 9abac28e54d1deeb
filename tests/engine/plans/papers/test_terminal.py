from ttdn.engine.plans.papers.terminal import pad, share, side_by_side, width_of, wrap


def test_width_counts_wide_letters_twice_and_marks_not_at_all():
    assert [width_of(text) for text in ("Sở", "So\u031b\u0309", "外事", "a\u200db")] == [2, 2, 4, 2]


def test_wrap_breaks_between_words():
    assert wrap("Sở Ngoại vụ chủ trì", 9) == ["Sở Ngoại", "vụ chủ", "trì"]


def test_wrap_breaks_a_word_that_is_wider_than_the_column():
    assert wrap("外事办公室 x", 5) == ["外事", "办公", "室 x"]


def test_wrap_keeps_a_mark_with_its_letter():
    assert wrap("ao\u0323b", 2) == ["ao\u0323", "b"]


def test_wrap_keeps_line_ends():
    assert wrap("a\n\nb", 5) == ["a", "", "b"]


def test_pad_fills_to_the_width_on_the_screen():
    assert pad("外", 4) == "外  "


def test_side_by_side_aligns_the_second_column():
    assert side_by_side(["a b", "外事 c"], [1, 4]) == ["a  外事", "b  c"]


def test_share_gives_what_a_small_column_leaves_to_the_others():
    assert share([200, 4, 90], [2, 1, 1], 100, least=8) == [64, 4, 32]


def test_share_gives_an_empty_column_nothing():
    assert share([50, 0], [1, 1], 100, least=8) == [50, 0]
