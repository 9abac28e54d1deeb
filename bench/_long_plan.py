"""A plan as long as none has been seen: prose, then tables of tasks, in the words of an invented province."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from itertools import pairwise

ROWS, ROWS_OF_A_TABLE, PARAGRAPHS = 2_000, 100, 260
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "application/vnd.openxmlformats-package"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FACE = (
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:bCs/>'
    '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="vi-VN"/>'
)
SPACING = '<w:spacing w:before="60" w:after="60" w:line="264" w:lineRule="auto"/><w:jc w:val="both"/>'
WIDTHS = [f'<w:tcW w:w="{width}" w:type="dxa"/>' for width in (600, 3400, 1700, 2000, 1200, 900)]

HEAD = """ỦY BAN NHÂN DÂN
TỈNH LAM VÂN
Số: 45/KH-UBND
Lam Vân, ngày 12 tháng 01 năm 2026
KẾ HOẠCH
Thông tin đối ngoại tỉnh Lam Vân giai đoạn 2026 - 2030
I. MỤC ĐÍCH, YÊU CẦU""".splitlines()
TAIL = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đỗ Quang Vinh"]
DOING = """Xây dựng|Biên soạn và in|Dịch ra tiếng Anh|Sản xuất|Tổ chức|Cập nhật|Rà soát|Phát sóng|Giới thiệu|Số hóa
Mở rộng|Nâng cấp|Khảo sát|Quảng bá|Trao đổi""".replace("\n", "|").split("|")
THINGS = """02 phóng sự truyền hình về {0}|chuyên trang tiếng Anh giới thiệu {0}|05 lớp bồi dưỡng kỹ năng viết về {0}
bộ tài liệu song ngữ Việt - Lào về {0}|03 cuộc gặp gỡ báo chí nước ngoài tìm hiểu {0}|triển lãm ảnh lưu động về {0}
01 hội thảo quốc tế về {0}|bản đồ số giới thiệu {0}|500 cuốn sổ tay về {0}|chương trình phát thanh về {0}""".replace(
    "\n", "|"
).split("|")
SUBJECTS = """làng nghề dệt lụa ven sông|chè cổ thụ vùng cao|lễ hội cầu mùa|cụm công nghiệp xanh|tuyến du lịch hang động
cửa khẩu Đèo Mây|di sản hát ru|giống lúa nếp hương|bảo tồn voọc|dòng họ khoa bảng|chợ phiên|ẩm thực núi đá
đường hoa ban|nghề rèn|khu công nghệ số|trường học vùng biên|cộng đồng người Lam Vân ở nước ngoài""".replace(
    "\n", "|"
).split("|")
MANNERS = """gắn với chương trình kết nghĩa giữa các địa phương hai bên biên giới
theo hướng rút gọn, dễ chia sẻ trên mạng xã hội
phục vụ các đoàn khách quốc tế đến thăm và làm việc tại tỉnh
bảo đảm số liệu được cơ quan chuyên môn xác nhận trước khi công bố
lồng ghép với hoạt động của mạng lưới cộng tác viên ở cơ sở
sử dụng hình ảnh do người dân các thôn, bản cung cấp""".splitlines()
LEADS = """Sở Văn hóa, Thể thao và Du lịch|Sở Ngoại vụ|Sở Công Thương|Sở Khoa học và Công nghệ|Sở Tài chính|Công an tỉnh
Báo và Phát thanh, Truyền hình tỉnh|Bộ Chỉ huy Quân sự tỉnh|Văn phòng UBND tỉnh|Sở Giáo dục và Đào tạo""".replace(
    "\n", "|"
).split("|")
OTHERS = ["các sở, ban, ngành", "UBND các xã, phường", "Hội Nhà báo tỉnh", "các cơ quan báo chí"]
TIMES = "Quý {q}/{y}|Năm {y}|Trước ngày {d}/{m}/{y}|Tháng {m}/{y}|Hằng năm|Thường xuyên|2026 - 2030|6 tháng đầu năm {y}"


def long_plan(rows: int = ROWS, paragraphs: int = PARAGRAPHS) -> bytes:
    """The plan as .docx; the same bytes of text each time."""
    chance = random.Random(3)
    body = [*map(_paragraph, HEAD), *_prose(chance, paragraphs), *_tables(chance, rows), *map(_paragraph, TAIL)]
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{"".join(body)}</w:body></w:document>'
    relation = f'<Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="{PACKAGE}.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        )
        package.writestr("_rels/.rels", f'<Relationships xmlns="{RELATIONS}">{relation}</Relationships>')
        package.writestr("word/document.xml", document)
    return stream.getvalue()


def _paragraph(text: str) -> str:
    """As Word writes it: the face told again for each run, and a new run wherever somebody once corrected."""
    cuts = [*range(0, len(text), 60), len(text)]
    runs = (
        f'<w:r w:rsidRPr="00A17C3E"><w:rPr>{FACE}</w:rPr><w:t xml:space="preserve">{text[low:high]}</w:t></w:r>'
        for low, high in pairwise(cuts)
    )
    return f'<w:p w:rsidR="00A17C3E" w:rsidRDefault="00B22D41"><w:pPr>{SPACING}</w:pPr>{"".join(runs)}</w:p>'


def _work(chance: random.Random) -> str:
    what = chance.choice(THINGS).format(chance.choice(SUBJECTS))
    return f"{chance.choice(DOING)} {what}, {chance.choice(MANNERS)}"


def _prose(chance: random.Random, number: int) -> Iterator[str]:
    for n in range(1, number + 1):
        sentences = ". ".join(_work(chance) for _ in range(chance.randint(2, 6)))
        yield _paragraph(f"{n}. {sentences}.")


def _tables(chance: random.Random, rows: int) -> Iterator[str]:
    yield _paragraph("II. NHIỆM VỤ CỤ THỂ")
    for first in range(0, rows, ROWS_OF_A_TABLE):
        yield _paragraph(f"{first // ROWS_OF_A_TABLE + 1}. Nhóm nhiệm vụ về {chance.choice(SUBJECTS)}")
        lines = [_row(["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Ghi chú"])]
        lines += [_row(_cells(chance, n - first + 1)) for n in range(first, min(first + ROWS_OF_A_TABLE, rows))]
        yield f"<w:tbl>{''.join(lines)}</w:tbl>"


def _cells(chance: random.Random, number: int) -> list[str]:
    lead, *partners = chance.sample(LEADS, chance.randint(2, 4))
    time = chance.choice(TIMES.split("|")).format(
        q=chance.choice(["I", "II", "III", "IV"]), y=chance.randint(2026, 2030), m=chance.randint(1, 12), d=15
    )
    partner = "; ".join([*partners, chance.choice(OTHERS)])
    return [str(number), f"{_work(chance)}.", lead, partner, time, ""]


def _row(cells: list[str]) -> str:
    told = (f"<w:tc><w:tcPr>{w}</w:tcPr>{_paragraph(cell)}</w:tc>" for w, cell in zip(WIDTHS, cells, strict=True))
    return f'<w:tr w:rsidR="00A17C3E">{"".join(told)}</w:tr>'
