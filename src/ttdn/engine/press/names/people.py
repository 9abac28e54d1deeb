"""Vietnamese personal names, as far as a place's name may be taken for one. Words of the language; nobody is listed."""

from __future__ import annotations

# data
_SURNAMES = """
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Trịnh Đinh Đào Trương Tạ Mạc Lương Tô
Tôn Cao Lâm Mai Đoàn Kiều Chu Châu Thái La Hà Phùng Quách Triệu Tăng Thân Vương Hứa Khổng Nông Lò Giàng Vàng
"""
_GIVEN = """
Ái An Anh Ánh Ân Bảo Bích Bình Cẩm Cát Chi Chí Chiến Chính Chung Công Cường Danh Diễm Diệp Diệu Dung Dũng Duy
Duyên Đạo Đạt Đăng Điệp Đình Đông Đức Giang Gia Hà Hải Hạnh Hảo Hân Hiền Hiển Hiếu Hoa Hòa Hoà Hoan Hoàn Hoàng
Hồng Huân Huệ Hùng Huy Huyền Hưng Hương Hữu Khải Khang Khánh Khiêm Khoa Khôi Kiên Kiệt Kim Kỳ Lam Lan Lâm Lân
Lệ Liên Linh Loan Long Lộc Lợi Lương Lưu Ly Mai Mạnh Mẫn Minh Mỹ Nam Nga Ngân Nghĩa Ngọc Nguyên Nhàn Nhân Nhật
Nhi Như Ninh Oanh Phát Phi Phong Phú Phúc Phước Phương Phượng Quân Quang Quế Quốc Quý Quyên Quyền Quyết Quỳnh
Sang Sáng Sen Sinh Sơn Tài Tâm Tân Tấn Thạch Thái Thanh Thành Thảo Thắng Thăng Thế Thiên Thiện Thịnh Thọ Thoa
Thông Thu Thuận Thục Thủy Thuỷ Thúy Thuý Thư Thương Tiên Tiến Tín Toàn Tố Trang Trâm Trân Trí Trinh Trọng
Trung Trúc Trường Tú Tuấn Tuệ Tùng Tuyên Tuyến Tuyết Tường Uyên Vân Văn Việt Vinh Vĩnh Vượng Xuân Ý Yên Yến
"""
SURNAMES = frozenset(_SURNAMES.split())
# Surnames that are other words before a place: "Hồ Tây" (lake), "Mai Hà Nội mưa", "Đoàn Hà Giang", "Cao Bằng".
_OTHER_WORDS_TOO = "Hồ Mai Đoàn Cao Hà Lâm La Thái Nông Vàng Lương Chu Châu Tôn Tăng Vương Thân Kiều"
OTHER_WORDS_TOO = frozenset(_OTHER_WORDS_TOO.split())
GIVEN = frozenset(_GIVEN.split())


def may_be_a_person(name: str) -> bool:
    """Two or three words of which the first is a surname, or two that both are given names: "Lê Chân", "Thanh Hà"."""
    words = name.split()
    if len(words) not in (2, 3):
        return False
    return words[0] in SURNAMES or (len(words) == 2 and set(words) <= GIVEN)


def is_a_personal_name(text: str) -> bool:
    """A surname and one to three further words, each with a capital: "Nguyễn Văn An", "NGUYỄN VĂN AN".

    Behind a surname that is another word too, two and more words of which the last is a given name: "Hồ Văn An", but
    not "Hồ Tây", "Hà Nội".
    """
    words = [word.capitalize() for word in text.split() if word[:1].isupper()]
    if len(words) != len(text.split()) or not 2 <= len(words) <= 4 or words[0] not in SURNAMES:
        return False
    return words[0] not in OTHER_WORDS_TOO or (len(words) > 2 and words[-1] in GIVEN)
