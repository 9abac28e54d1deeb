from tests.engine.plans.papers.plans import plan
from ttdn.engine.plans.papers.marks import Mark, marks_by_block, stretches


def mark(start, end, field="lead", item="t1"):
    return Mark(start=start, end=end, field=field, item=item)


def cut(text, *marks, offset=0):
    return [(s.text, [m.field for m in s.marks]) for s in stretches(text, marks, offset=offset)]


def test_text_without_marks_is_one_piece():
    assert cut("Sở Ngoại vụ") == [("Sở Ngoại vụ", [])]


def test_overlapping_marks_share_the_middle():
    assert cut("abcdef", mark(0, 4), mark(2, 6, "partners")) == [
        ("ab", ["lead"]),
        ("cd", ["lead", "partners"]),
        ("ef", ["partners"]),
    ]


def test_one_field_of_many_items_marks_once_for_the_first():
    (piece,) = stretches("abc", [mark(0, 3, item="t1"), mark(0, 3, item="t2")])

    assert [m.item for m in piece.marks] == ["t1"]


def test_marks_outside_of_the_text_do_nothing():
    assert cut("abc", mark(5, 9), mark(0, 2), offset=2) == [("abc", [])]


def test_empty_text_has_no_pieces():
    assert cut("", mark(0, 3)) == []


def test_evidence_marks_the_words_it_points_to():
    made = plan()
    texts = {block["n"]: block["text"] for block in made["blocks"]}
    found = {texts[n][m.start : m.end] for n, marks in marks_by_block(made).items() for m in marks if m.field == "lead"}

    assert found == {"Sở Ngoại vụ"}
