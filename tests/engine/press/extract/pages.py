"""Small pages of our own about the invented province Lam Vân."""

from __future__ import annotations

PARAGRAPHS = (
    "Sáng nay, tỉnh Lam Vân khai trương tuyến tàu chở khách dọc sông, nối bốn bến chợ với ga xe lửa của thành phố.",
    "Mỗi ngày có mười hai chuyến, chuyến đầu rời bến lúc năm giờ rưỡi, để người bán kịp phiên chợ sớm ở thượng nguồn.",
    "Theo ban quản lý bến, vé tháng dành cho học sinh bằng một phần ba vé thường và được bán ngay tại trường.",
)
MENU = "".join(f'<li><a href="/muc/{n}">Chuyên mục số {n}</a></li>' for n in range(8))
RELATED = "".join(f'<li><a href="/tin/{n}">Một tin khác của toà soạn, tin số {n}</a></li>' for n in range(5))


def page(
    body: str = "",
    *,
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    head: str = '<meta charset="utf-8">',
    title: str = "Lam Vân mở tuyến tàu sông",
) -> str:
    """A plain article page: menu, headline, text in paragraphs, related articles, footer; ``body`` follows the text."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="vi"><head>{head}<title>{title}</title></head><body>'
        f'<ul class="menu">{MENU}</ul><h1>{title}</h1><div class="detail-content">{text}{body}</div>'
        f'<div class="tin-lien-quan"><h3>Tin liên quan</h3><ul>{RELATED}</ul></div>'
        "<footer><p>Bản quyền thuộc về toà soạn, sao chép phải ghi rõ nguồn và dẫn đường tới bài gốc.</p></footer>"
        "</body></html>"
    )


TEXT = "\n".join(PARAGRAPHS)
