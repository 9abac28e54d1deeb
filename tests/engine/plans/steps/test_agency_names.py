"""Names in lists and in sentences."""

import pytest

from ttdn.engine.plans.directory import Directory
from ttdn.engine.plans.steps.agency_names import mentions_at, split_list, whole_list

BODIES = Directory.shipped()


def listed(text):
    return [m.spelled(text) for m in split_list(text, BODIES)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Y tế.", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế"]),
        ("Sở TT&TT và các đơn vị liên quan", ["Sở TT&TT", "các đơn vị liên quan"]),
        ("các sở, ban, ngành, địa phương trong tỉnh", ["các sở, ban, ngành, địa phương trong tỉnh"]),
        ("Các sở, ban, ngành liên quan và Ủy ban nhân dân các huyện, thành phố",
         ["Các sở, ban, ngành liên quan", "Ủy ban nhân dân các huyện, thành phố"]),
        ("các Sở: Tài chính, Y tế, Văn hóa, Thể thao và Du lịch; Công an tỉnh",
         ["Sở Tài chính", "Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "Công an tỉnh"]),
        ("Sở Tài chính, Y tế", ["Sở Tài chính", "Sở Y tế"]),
        ("Ban Quản lý Khu Kinh tế Vân Hà và các Khu công nghiệp tỉnh, Sở Xây dựng",
         ["Ban Quản lý Khu Kinh tế Vân Hà và các Khu công nghiệp tỉnh", "Sở Xây dựng"]),
        ("Cục Báo chí - Bộ Văn hóa, Thể thao và Du lịch; Đài Truyền hình Việt Nam",
         ["Cục Báo chí - Bộ Văn hóa, Thể thao và Du lịch", "Đài Truyền hình Việt Nam"]),
        ("- Sở Y tế\n- Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"]),
        ("Sở Ngoại vụ, Báo và Phát thanh, Truyền hình tỉnh", ["Sở Ngoại vụ", "Báo và Phát thanh, Truyền hình tỉnh"]),
        ("Trung tâm Số liệu biển, Công đoàn Cục, Đội Tuần tra số 2",
         ["Trung tâm Số liệu biển", "Công đoàn Cục", "Đội Tuần tra số 2"]),
    ],
)  # fmt: skip
def test_a_list_loses_no_name_and_tears_none(text, names):
    assert listed(text) == names


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Sở Y tế và các cơ quan báo chí thông tin kịp thời về dịch", ["Sở Y tế", "các cơ quan báo chí"]),
        ("các cơ quan thuộc Bộ Ngoại giao, các cơ quan liên quan để mở lớp",
         ["các cơ quan thuộc Bộ Ngoại giao", "các cơ quan liên quan"]),
        ("các cơ quan đại diện Việt Nam ở nước ngoài triển khai hoạt động",
         ["các cơ quan đại diện Việt Nam ở nước ngoài"]),
        ("các cơ quan liên quan trong việc quản lý đoàn", ["các cơ quan liên quan"]),
        ("Hội Doanh nhân trẻ tỉnh và Công ty Du lịch Hồ Mây tổ chức",
         ["Hội Doanh nhân trẻ tỉnh", "Công ty Du lịch Hồ Mây"]),
        ("Trung tâm Văn hóa - Thể thao và Truyền thông tổ chức", ["Trung tâm Văn hóa - Thể thao và Truyền thông"]),
        ("Các thành viên Ban Chỉ đạo căn cứ nhiệm vụ", ["Các thành viên Ban Chỉ đạo"]),
        ("Ủy ban nhân dân xã Suối Mơ, Sở Y tế tổ chức", ["Ủy ban nhân dân xã Suối Mơ", "Sở Y tế"]),
        ("các tổ chức chính trị - xã hội huyện Vận động hội viên", ["các tổ chức chính trị - xã hội huyện"]),
        ("hướng dẫn đưa tin về tình hình quốc tế", []),
        ("Ban hành văn bản", []),
        ("Báo cáo kết quả", []),
        ("Chủ tịch UBND các huyện, thành phố chịu trách nhiệm", ["Chủ tịch UBND các huyện, thành phố"]),
    ],
)  # fmt: skip
def test_in_a_sentence_a_name_ends_before_the_verb(sentence, names):
    assert [m.written(sentence) for m in mentions_at(sentence, 0, BODIES)] == names


@pytest.mark.parametrize(
    "text", ["MỤC TIÊU CHUNG", "Kinh phí thực hiện", "Tăng cường thông tin của các sở, ngành", "Nhóm thể chế"]
)
def test_words_that_name_nobody_are_no_list_of_agencies(text):
    assert whole_list(text, BODIES) is None


@pytest.mark.parametrize(
    "text", ["SỞ TÀI CHÍNH", "LIÊN HIỆP CÁC TỔ CHỨC HỮU NGHỊ TỈNH", "CÁC CƠ QUAN BÁO CHÍ, TRUYỀN THÔNG TRONG TỈNH"]
)
def test_capitals_are_names_too(text):
    assert len(whole_list(text, BODIES)) == 1
