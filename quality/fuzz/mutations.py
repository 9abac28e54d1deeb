"""How an input is spoiled: bytes, lines, words of the trade, XML, PDF objects; all from one generator."""

from __future__ import annotations

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from random import Random

import lxml.etree

MOST = 80_000  # bytes of a spoiled input; growth shows what costs the square of its length
WORDS = [
    *("I.", "IV. ", "1.", "1.1.1. ", "a) ", "đ) ", "- ", "+ ", "* ", "TT", "STT", "(1)", "Ill. ", "999999999999. "),
    *("Chủ trì: ", "Phối hợp: ", "chủ trì, phối hợp với ", "Cơ quan phối hợp: Sở A (việc 1); Sở B (việc 2).", "Sở "),
    *(
        "Thời gian: ",
        "Quý II/2026",
        "Quý IX/0000",
        "30/02/2026",
        "trước ngày 31/4",
        "hằng năm",
        "2018-2020",
        "99/99/9999",
    ),
    *(
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "./.",
        "Kính gửi:",
        "PHỤ LỤC",
        "MẬT",
        "Số: /KH-UBND",
        "Căn cứ ",
    ),
    *(
        "02 phóng sự",
        "1.234.567,8",
        "100%",
        "đồng",
        "\t",
        "\n",
        "\r",
        "\n\n",
        "\f",
        "\x1a",
        "\u00a0",
        "\u200b",
        "\u202e",
    ),
    *(
        "\ufeff",
        "\u0301",
        "\u0323\u0302",
        "\U0001f600",
        "\ufffd",
        "|",
        "|---|\n",
        "# ",
        "**",
        "~~",
        "`",
        "```\n",
        "<br>",
    ),
    *("<table>", "<tr>", "<td rowspan=9999 colspan=9999>", "</td>", "</table>", "<li>", "<ol start=-9>", "<!--", "]]>"),
    *(
        "&amp;",
        "&#0;",
        "&#xD800;",
        "<script>",
        "<pre>",
        "[1]",
        "(",
        ")",
        "“",
        '"',
        ";",
        ":",
        "…" * 9,
        "." * 99,
        " " * 99,
    ),
]
NUMBERS = [b"0", b"-1", b"1", b"65536", b"2147483648", b"-99999999999", b"1e309", b"0.00001", b"4294967295"]
TIMES = [2] * 130 + [3] * 130 + [20] * 35 + [400] * 4 + [4000]  # long inputs are few, for what they cost
VALUES = ["", "0", "-5", "99", "99999999999", "restart", "x", "F0B7", "on", "rId1", "../../a.xml", "\u202e"]

Change = Callable[[bytes, Random], bytes]


def spoiled(data: bytes, kind: str, random: Random) -> bytes:
    """One to six changes of the kind's own and of bytes as such."""
    own = OWN.get(kind, [_word, _lines, _lines])
    inside = 0.95 if kind == "docx" else 0.75  # a byte changed in a package mostly breaks its sum
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        change = random.choice(own if random.random() < inside else BYTES)
        data = change(data, random)[:MOST]
    return data


def _span(data: bytes, random: Random, most: int = 200) -> tuple[int, int]:
    start = random.randint(0, len(data))
    return start, min(len(data), start + random.randint(0, most))


def _flip(data: bytes, random: Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(random.randint(1, 8) if data else 0):
        spoilt[random.randrange(len(spoilt))] = random.randrange(256)
    return bytes(spoilt)


def _cut(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    return data[:start] + data[end:]


def _end(data: bytes, random: Random) -> bytes:
    return data[: random.randint(0, len(data))]


def _grow(data: bytes, random: Random) -> bytes:
    """A piece many times over: what is slow in the square shows here."""
    start, end = _span(data, random, 60)
    return data[:start] + data[start:end] * random.choice(TIMES) + data[end:]


def _move(data: bytes, random: Random) -> bytes:
    start, end = _span(data, random)
    rest = data[:start] + data[end:]
    place = random.randint(0, len(rest))
    return rest[:place] + data[start:end] + rest[place:]


def _noise(data: bytes, random: Random) -> bytes:
    place = random.randint(0, len(data))
    return data[:place] + random.randbytes(random.randint(1, 40)) + data[place:]


def _word(data: bytes, random: Random) -> bytes:
    place = random.randint(0, len(data))
    return data[:place] + random.choice(WORDS).encode() + data[place:]


def _lines(data: bytes, random: Random) -> bytes:
    """Lines lost, doubled, joined, exchanged, or with a word of the trade in front."""
    lines = data.split(b"\n")
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    way = random.randrange(5)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(other, lines[at])
    elif way == 2:
        lines[at : at + 2] = [b" ".join(lines[at : at + 2])]
    elif way == 3:
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at] = random.choice(WORDS).encode() + lines[at]
    return b"\n".join(lines)


def _number(data: bytes, random: Random) -> bytes:
    """One number of the file becomes an extreme one."""
    found = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
    if not found:
        return data
    start, end = random.choice(found).span()
    return data[:start] + random.choice(NUMBERS) + data[end:]


def _pdf_name(data: bytes, random: Random) -> bytes:
    """One name or operator becomes another of the same file."""
    found = list(re.finditer(rb"/[A-Za-z0-9]+|\b[A-Za-z*]{1,3}\b", data))
    if not found:
        return data
    (start, end), other = random.choice(found).span(), random.choice(found).group()
    return data[:start] + other + data[end:]


def _pdf_object(data: bytes, random: Random) -> bytes:
    """One object gone, doubled, emptied, packed, or in another's place."""
    found = list(re.finditer(rb"\d+ 0 obj\n(.*?)\nendobj", data, re.DOTALL))
    if not found:
        return data
    (start, end), body = random.choice(found).span(1), random.choice(found).group(1)
    put = random.choice((b"", b"null", b"<< >>", b"[ 1 0 R ]", body, _packed(data[start:end], random)))
    return data[:start] + put + data[end:]


def _packed(body: bytes, random: Random) -> bytes:
    """A stream under Flate, sometimes spoiled after packing."""
    content = re.search(rb"stream\n(.*)\nendstream", body, re.DOTALL)
    if content is None:
        return body
    stream = zlib.compress(content.group(1))
    stream = _flip(stream, random) if random.random() < 0.5 else stream
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream)


def _package(change: Change) -> Change:
    """The change inside one entry of the package; a package that is none any more is left to the bytes."""

    def changed(data: bytes, random: Random) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as old:
                entries = {name: old.read(name) for name in old.namelist()}
        except Exception:  # whatever a spoiled package raises: there is nothing to open
            return _flip(data, random)
        if not entries:
            return data
        name = "word/document.xml" if random.random() < 0.7 else random.choice(sorted(entries))
        entries[name] = change(entries.get(name, b""), random)[:MOST]
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as new:
            for name, content in entries.items():
                new.writestr(name, content)
        return out.getvalue()

    return changed


def _xml(data: bytes, random: Random) -> bytes:
    """One element lost, doubled, moved, wrapped, renamed, or with other words or another value."""
    try:
        root = lxml.etree.fromstring(data)
    except lxml.etree.XMLSyntaxError:
        return _lines(data, random)
    elements = [e for e in root.iter() if isinstance(e.tag, str)]
    one, other = random.choice(elements), random.choice(elements)
    parent = one.getparent()
    way = random.randrange(7)
    if way == 0 and parent is not None:
        parent.remove(one)
    elif way == 1 and parent is not None:
        parent.insert(random.randint(0, len(parent)), copy.deepcopy(one))
    elif way == 2 and one not in other.iterancestors() and one is not other and parent is not None:
        other.append(one)
    elif way == 3 and parent is not None:
        wrap = lxml.etree.Element(other.tag)
        parent.replace(one, wrap)
        wrap.append(one)
    elif way == 4:
        one.tag = other.tag
    elif way == 5:
        one.text = random.choice(WORDS).translate(_NOT_IN_XML)
    else:
        one.set(random.choice([*one.attrib, *other.attrib] or ["x"]), random.choice(VALUES))
    return lxml.etree.tostring(root)


_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))
BYTES: list[Change] = [_flip, _cut, _end, _grow, _move, _noise]
OWN: dict[str, list[Change]] = {
    "docx": [*[_package(_xml)] * 12, _package(_word), _package(_grow), *[_package(_number)] * 3],
    "pdf": [_number, _pdf_name, _pdf_object, _grow, _word],
    "doc": [_flip, _noise, _move, _word],
    "scan": [_flip, _noise, _number],
}
