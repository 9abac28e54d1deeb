import pytest

from ttdn.engine.plans.directory import Directory, UnreadableDirectory

BODIES = Directory.shipped()


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Văn hoá và Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("SỞ CÔNG THƯƠNG", "Sở Công Thương"),
        ("Sở Công thương", "Sở Công Thương"),
        ("Uỷ ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh"),
        ("VP UBND tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("Công an tỉnh An Sơn", "Công an tỉnh"),
        ("Sở Ngoại vụ tỉnh", "Sở Ngoại vụ"),
        ("Bộ CHQS tỉnh", "Bộ Chỉ huy Quân sự tỉnh"),
        ("Ban Tuyên giáo", "Ban Tuyên giáo Tỉnh ủy"),
        ("Hội Những người yêu sách", "Hội Những người yêu sách"),
        ("HỘI YÊU SÁCH TỈNH AN SƠN", "Hội yêu sách tỉnh An Sơn"),
    ],
)
def test_a_spelling_leads_to_the_name(spelling, name):
    assert BODIES.name_of(spelling, place="An Sơn") == name


def test_outside_a_province_the_provinces_body_is_not_supplied():
    assert BODIES.name_of("Ban Tuyên giáo", provincial=False) == "Ban Tuyên giáo"


def test_groups_stay_as_written():
    assert BODIES.name_of("các sở, ban, ngành") == "Các sở, ban, ngành"


def test_the_longest_known_name_is_found_in_a_text():
    text = "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế"
    assert text[: BODIES.match_at(text, 0)] == "Sở Văn hóa, Thể thao và Du lịch"


def test_an_own_directory_replaces_the_shipped_one():
    own = Directory.from_json([{"name": "Sở Mây", "spellings": ["SM"]}])
    assert (own.name_of("SM"), own.find("Sở Y tế")) == ("Sở Mây", None)


@pytest.mark.parametrize("data", ["x", {"rows": []}, [{"title": "Sở"}], [3]])
def test_a_file_that_is_no_directory_is_refused(data):
    with pytest.raises(UnreadableDirectory):
        Directory.from_json(data)


def test_the_shipped_directory_names_no_province_and_marks_every_row():
    from ttdn.engine.plans.directory import _shipped_data

    rows = _shipped_data()["bodies"]
    assert all(row["source"] and row["certainty"] in {"V", "S", "K"} and row["kind"] for row in rows)
    assert len({row["name"] for row in rows}) == len(rows)
