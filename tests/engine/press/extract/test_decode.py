"""Bytes to UTF-8 whatever the page says of them."""

from __future__ import annotations

import pytest

from ttdn.engine.press.page.decode import to_utf8

TEXT = "Tỉnh Lam Vân mở tuyến tàu sông"


def head(charset: str, text: str = TEXT) -> str:
    return f'<html><head><meta charset="{charset}"></head><body><p>{text}</p></body></html>'


@pytest.mark.parametrize(
    ("data", "want"),
    [
        (head("utf-8").encode(), TEXT),
        (head("iso-8859-1").encode(), TEXT),  # says Latin-1 and is UTF-8
        (b"\xef\xbb\xbf" + head("windows-1252").encode(), TEXT),
        (head("utf-8").encode("utf-16"), TEXT),
        (b"\xfe\xff" + head("utf-8").encode("utf-16-be"), TEXT),
        (head("utf-16").encode("utf-16-le"), TEXT),  # no mark
        (head("utf-16").encode(), TEXT),  # says UTF-16 and is UTF-8
        (head("windows-1258", "mơ\u0309 hô\u0323i").encode("cp1258"), "mở hội"),  # letter and tone apart
        (head("utf-8", "Café à Lam Van").encode("latin-1"), "Café à Lam Van"),  # says UTF-8 and is not
        (head("iso-8859-1", "“Lam Van” – 5 €").encode("cp1252"), "“Lam Van” – 5 €"),  # browsers read the wider page
        (head("gb2312", "越南北部省份的春节").encode("gb18030"), "越南北部省份的春节"),
        (head("shift_jis", "ベトナム北部の祭り").encode("cp932"), "ベトナム北部の祭り"),
        (head("euc-kr", "베트남 북부의 축제").encode("euc-kr"), "베트남 북부의 축제"),
        (head("windows-1251", "Провинция Лам Ван").encode("cp1251"), "Провинция Лам Ван"),
        (head("iso-2022-jp", "祭り").encode("iso2022_jp"), "祭り"),
        (head("no-such-page", "Café").encode("latin-1"), "Café"),
        (head("hex", "Café").encode("latin-1"), "Café"),  # a codec, but none of text
    ],
)
def test_text_is_read_whatever_is_declared(data: bytes, want: str) -> None:
    got = to_utf8(data).decode()
    assert want in got


def test_slip_in_a_long_utf8_page_leaves_the_rest() -> None:
    got = to_utf8(head("utf-8", TEXT * 50).encode() + b"\xe1\xbb")
    assert got.decode().startswith(head("utf-8", TEXT * 50))
