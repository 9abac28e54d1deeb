"""The plan that is handed in while the guide's pictures are taken: an invented one, with what a real one leaves undone.

One task has no time, one no lead, one sentence is no duty at all, and one task hides in the sentence above the first
section.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document

NAME = "ke-hoach-tuan-le-song-lam-2027.docx"
UNTIMED = "Tập huấn kỹ năng trả lời báo chí"
NO_ITEM = "Hai bên bờ sông treo cờ"
MISSED = "Trước mắt, Sở Ngoại vụ họp báo"

HEAD = f"""ỦY BAN NHÂN DÂN
TỈNH LAM VÂN
Số: 205/KH-UBND
Lam Vân, ngày 20 tháng 11 năm 2026
KẾ HOẠCH
Thông tin đối ngoại phục vụ Tuần lễ sông Lam năm 2027
{MISSED} giới thiệu Tuần lễ sông Lam trước ngày 15/12/2026. Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Giới thiệu Tuần lễ sông Lam và đời sống hai bên bờ sông với bạn bè trong nước và nước ngoài.
2. Yêu cầu
- Thông tin chính xác, kịp thời, có bản tiếng Việt và tiếng Anh.
- Các cơ quan được giao việc chủ động bố trí người và báo tiến độ đúng hạn.
II. NHIỆM VỤ""".splitlines()

ROWS = [
    ("TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"),
    (
        "1",
        "Sản xuất phóng sự truyền hình về nghề đan lưới và chợ nổi trên sông Lam, có phụ đề tiếng Anh",
        "Báo và Phát thanh, Truyền hình tỉnh",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Quý I/2027",
        "02 phóng sự",
    ),
    (
        "2",
        "Mở chuyên mục Tuần lễ sông Lam bằng tiếng Việt và tiếng Anh trên Cổng thông tin điện tử tỉnh",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Sở Ngoại vụ; Sở Khoa học và Công nghệ",
        "Trước ngày 15/02/2027",
        "01 chuyên mục",
    ),
    (
        "3",
        "Đón đoàn phóng viên nước ngoài thăm làng nghề và dự đêm hội trên sông",
        "Sở Ngoại vụ",
        "Công an tỉnh; UBND xã Suối Lam",
        "Tháng 4/2027",
        "01 đoàn",
    ),
    (
        "4",
        f"{UNTIMED} cho người phát ngôn của các xã, phường ven sông",
        "Sở Ngoại vụ",
        "UBND phường Bến Lam; UBND phường Lam Khê",
        "",
        "",
    ),
    (
        "5",
        "In tờ gấp giới thiệu Tuần lễ sông Lam bằng tiếng Việt, tiếng Anh",
        "Sở Văn hóa, Thể thao và Du lịch",
        "Sở Ngoại vụ",
        "Quý II/2027",
        "1.500 tờ gấp",
    ),
    (
        "6",
        "Theo dõi tin, bài của báo chí nước ngoài về Tuần lễ sông Lam và tổng hợp hằng tuần",
        "",
        "Báo và Phát thanh, Truyền hình tỉnh",
        "Hằng tuần",
        "",
    ),
]

TAIL = f"""III. TỔ CHỨC THỰC HIỆN
1. Sở Ngoại vụ
- Theo dõi, đôn đốc việc thực hiện Kế hoạch; tổng hợp kết quả, báo cáo Ủy ban nhân dân tỉnh trước ngày 30/6/2027.
2. Sở Tài chính
- Tham mưu bố trí kinh phí thực hiện Kế hoạch theo quy định.
{NO_ITEM} và đèn lồng trong suốt Tuần lễ; các hộ dân tự trang trí theo mẫu chung.
Nơi nhận:
- Các sở, ban, ngành;
- UBND các xã, phường;
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Vũ Thị Hoài Lam""".splitlines()


def write(folder: Path) -> Path:
    """The plan as a Word document."""
    document = Document()
    for line in HEAD:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(ROWS[0]))
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for line in TAIL:
        document.add_paragraph(line)
    path = folder / NAME
    document.save(str(path))
    return path


def write_stamped(folder: Path) -> Path:
    """A document that the secrecy gate stops."""
    path = folder / "van-ban.txt"
    path.write_text("\n".join(["MẬT", "", *HEAD, *TAIL]), encoding="utf-8")
    return path


def write_unreadable(folder: Path) -> Path:
    """A file that ends before its end."""
    whole = write(folder).read_bytes()
    path = folder / "ke-hoach-tai-do-dang.docx"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def write_calendar(folder: Path) -> Path:
    """Days off of an invented feast, as an office keeps them in a table."""
    path = folder / "lich-lam-viec-2027.csv"
    lines = ["Ngày;Loại;Tên ngày;Văn bản quyết định"]
    lines += [f"{day}/04/2027;nghỉ lễ;Ngày hội sông Lam (minh họa);Quyết định minh họa" for day in ("07", "08")]
    lines.append("10/04/2027;làm bù;Làm bù ngày hội (minh họa);Quyết định minh họa")
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
