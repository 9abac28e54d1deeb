"""Word documents for tests, written as raw XML so that each holds exactly what the test is about."""

from __future__ import annotations

import io
import zipfile

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def relation(number: int, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rId{number}" Type="{_TYPE}{kind}" Target="{target}"{mode}/>'


def p(text: str = "", *, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    dress = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{dress}<w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, number: int, level: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def docx(
    body: str,
    *,
    parts: dict[str, str] | None = None,
    relations: str = "",
    files: dict[str, bytes] | None = None,
    document: str | None = None,
) -> bytes:
    """A package around ``body``; ``parts`` maps a relation kind ("styles") to the XML of that part."""
    parts = parts or {}
    links = relations + "".join(relation(n, kind, f"{kind}.xml") for n, kind in enumerate(parts, start=1))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", CONTENT_TYPES)
        package.writestr("_rels/.rels", _RELATIONS.format(relation(1, "officeDocument", "word/document.xml")))
        package.writestr("word/document.xml", document or part("document", f"<w:body>{body}</w:body>"))
        package.writestr("word/_rels/document.xml.rels", _RELATIONS.format(links))
        for kind, xml in parts.items():
            package.writestr(f"word/{kind}.xml", xml)
        for name, data in (files or {}).items():
            package.writestr(name, data)
    return stream.getvalue()
