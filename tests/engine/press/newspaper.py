"""Pages of an invented newspaper, some of which name the invented province Lam Vân."""

from __future__ import annotations

import random

SUBJECTS = [
    "đoàn đại biểu",
    "hợp tác xã",
    "trường học",
    "bảo tàng",
    "cửa khẩu",
    "nhà máy",
    "lễ hội",
    "làng nghề",
    "bệnh viện",
    "đội tuần tra",
]
DOINGS = [
    "khai trương",
    "tổ chức",
    "đón tiếp",
    "giới thiệu",
    "khảo sát",
    "nâng cấp",
    "trao tặng",
    "kiểm tra",
    "mở rộng",
    "khôi phục",
]
THINGS = [
    "tuyến đường mới",
    "lớp học tiếng Anh",
    "vườn chè",
    "khu trưng bày",
    "cây cầu",
    "bộ sưu tập",
    "chuyến tham quan",
    "kho lạnh",
]
ENDS = [
    "trong mùa này",
    "với sự có mặt của nhiều khách",
    "theo kế hoạch đã định",
    "sau nhiều năm chuẩn bị",
    "vào sáng thứ bảy",
]


def sentences(chance: random.Random, number: int) -> list[str]:
    return [
        f"{chance.choice(SUBJECTS).capitalize()} {chance.choice(DOINGS)} {chance.choice(THINGS)} "
        f"{chance.choice(ENDS)}, kèm {chance.randint(2, 900)} suất quà."
        for _ in range(number)
    ]


def page(text: list[str], *, title: str = "Tin trong ngày") -> bytes:
    """A page as outlets make them: menu, article of paragraphs, footer."""
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("trang-chu", "thoi-su", "the-thao", "van-hoa"))
    paragraphs = "".join(f"<p>{' '.join(text[at : at + 3])}</p>" for at in range(0, len(text), 3))
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f"<nav><ul>{menu}</ul></nav><article><h1>{title}</h1>{paragraphs}</article>"
        "<footer><p>Bản quyền của tòa soạn</p></footer></body></html>"
    ).encode()


def article(seed: int, *, naming: bool, number: int = 18) -> bytes:
    """One page; the same seed gives the same bytes."""
    chance = random.Random(seed)
    text = sentences(chance, number)
    if naming:
        text[number // 2] = "Đoàn khách dừng chân ở tỉnh Lam Vân trước khi đi tiếp."
    return page(text, title=f"Tin số {seed}")


def edition(pages: int, *, naming_each: int = 9, repeated_each: int = 4) -> list[tuple[str, bytes]]:
    """Addresses and pages; every ``naming_each``-th names the province, of these some repeat the first one."""
    made = []
    for number in range(pages):
        naming = number % naming_each == 0
        repeats = naming and (number // naming_each) % repeated_each == repeated_each - 1
        made.append((f"http://bao.example/{number}", article(0 if repeats else number, naming=naming)))
    return made
