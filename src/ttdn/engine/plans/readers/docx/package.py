"""The .docx as a package: opened with suspicion, its XML parsed without entities, its images never decoded."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ttdn.engine.errors import UnreadableDocument
from ttdn.engine.plans.readers.docx.images import declared_pixels
from ttdn.engine.plans.readers.limits import Limits

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MAIN = "/officeDocument"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_R = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_TRANSITIONAL_R = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp")
_RATIO_FLOOR = 1024 * 1024
_IMAGE_HEAD = 256 * 1024

Target = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    id: str
    kind: str  # the last part of the type's address: "styles", "footnotes", "header"
    target: str  # an entry's name; never an outside address


class Package:
    """The parts of one .docx."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise truncated() from error
        self._check_entries()
        self._names = {info.filename: info for info in self._zip.infolist()}
        self._refuse_other_kinds()
        self._check_images()

    def _check_entries(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > self._limits.entries:
            raise _bomb()
        for info in entries:
            if info.flag_bits & 0x1:
                raise UnreadableDocument(
                    "Tệp được đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu rồi tải lên lại.", code="encrypted"
                )
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise truncated()
            ratio = info.file_size / max(info.compress_size, 1)
            if info.file_size > _RATIO_FLOOR and ratio > self._limits.ratio:
                raise _bomb()
        if sum(info.file_size for info in entries) > self._limits.unpacked_bytes:
            raise _bomb()

    def _refuse_other_kinds(self) -> None:
        names = {name.lower() for name in self._names}
        if any(name.endswith("vbaproject.bin") for name in names) or self._says("macroEnabled"):
            raise UnreadableDocument(
                "Tệp có macro nên không được nhận; hãy lưu lại thành .docx không có macro rồi tải lên lại.",
                code="macro",
            )
        if "mimetype" in self._names:
            raise UnreadableDocument(
                "Tệp OpenDocument chưa đọc được; hãy lưu thành .docx rồi tải lên.", code="unknown-kind"
            )
        if "[Content_Types].xml" not in self._names or "_rels/.rels" not in self._names:
            raise UnreadableDocument(
                "Đây là tệp nén chứ không phải văn bản Word; hãy giải nén và tải lên tệp .docx bên trong.",
                code="unknown-kind",
            )

    def _says(self, word: str) -> bool:
        """Whether the list of content types names ``word``."""
        return word.lower().encode() in self.bytes_of("[Content_Types].xml").lower()

    def _check_images(self) -> None:
        for name, info in self._names.items():
            if not name.lower().endswith(_IMAGES):
                continue
            if declared_pixels(self._head(info)) > self._limits.image_pixels:
                raise UnreadableDocument(
                    "Tệp chứa ảnh có kích thước bất thường nên không được nhận; hãy bỏ hoặc thu nhỏ ảnh rồi tải lên "
                    "lại.",
                    code="image-bomb",
                )

    def _head(self, info: zipfile.ZipInfo) -> bytes:
        try:
            with self._zip.open(info) as entry:
                return entry.read(_IMAGE_HEAD)
        except _DAMAGE as error:
            raise truncated() from error

    def bytes_of(self, name: str) -> bytes:
        """The bytes of an entry; nothing where there is none."""
        info = self._names.get(name)
        if info is None:
            return b""
        if info.file_size > self._limits.part_bytes:
            raise _bomb()
        try:
            return self._zip.read(info)
        except _DAMAGE as error:
            raise truncated() from error

    def tree(self, name: str) -> etree._Element | None:
        """The root of an XML part."""
        data = self.bytes_of(name)
        return parsed(data) if data.strip() else None

    def relations(self, name: str) -> Iterator[Relation]:
        """The inner relations of a part; outside addresses are passed over, so nothing can be fetched."""
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        for element in root.iter(_RELATIONSHIP) if root is not None else ():
            if element.get("TargetMode") == "External":
                continue
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield Relation(
                id=element.get("Id", ""),
                kind=element.get("Type", "").rsplit("/", 1)[-1],
                target=posixpath.normpath(path),
            )

    def main_part(self) -> str:
        """The name of the document part; another office document is refused by name."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument" and relation.target in self._names:
                if relation.target.startswith(("xl/", "ppt/")):
                    break
                return relation.target
        raise UnreadableDocument(
            "Tệp không phải văn bản Word (.docx); hãy mở tệp, lưu thành .docx rồi tải lên lại.", code="unknown-kind"
        )


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    IndexError,
)


def parsed(data: bytes) -> etree._Element:
    """An XML part as a tree. A document type is refused: Word writes none, entities and outside files hide in it."""
    if b"<!DOCTYPE" in data or b"<!DOCTYPE" in data.replace(b"\0", b"")[:100_000]:
        raise _doctype()
    data = data.replace(_STRICT, _TRANSITIONAL).replace(_STRICT_R, _TRANSITIONAL_R)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "memory" in str(error).lower():
            raise MemoryError from error
        if "depth" in str(error).lower():
            raise UnreadableDocument(
                "Tệp lồng quá nhiều lớp nên không đọc được; hãy mở bằng Word và lưu lại rồi tải lên.", code="too-deep"
            ) from error
        raise truncated() from error
    except (ValueError, LookupError) as error:
        raise truncated() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _doctype()
    return root


def _doctype() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp chứa khai báo XML không an toàn (DOCTYPE) nên không được nhận; hãy mở bằng Word và lưu lại rồi tải lên.",
        code="doctype",
    )


def truncated() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp bị cắt cụt hoặc hỏng nên không mở được; hãy mở bản gốc bằng Word, lưu lại rồi tải lên.", code="truncated"
    )


def _bomb() -> UnreadableDocument:
    return UnreadableDocument(
        "Tệp nén phình quá mức cho phép khi mở ra nên không được nhận; hãy mở bằng Word và lưu lại rồi tải lên.",
        code="zip-bomb",
    )
