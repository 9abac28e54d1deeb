"""A table that a person hands in: kept a day, its columns found by their headings, its lines as fields."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import File
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from ttdn.core import days, files
from ttdn.core.models import StoredFile
from ttdn.engine.errors import ClassifiedDocument, UnreadableDocument
from ttdn.engine.plans.readers.limits import Limits
from ttdn.engine.sheets import FORMULA, Row, read_sheet
from ttdn.engine.text.normal import fold

SECONDS = 20.0  # a person waits for it
HEAD_LINES = 20  # titles and merged cells may stand above the headings
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class TableRefused(Exception):
    """The table cannot be taken; ``message`` says why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of an import: its heading in any language of the interface, whatever its case and diacritics."""

    key: str
    label: str | Promise
    required: bool = False
    width: int = 20  # of the export, in characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: the texts of the columns there are, and which of them hold a formula."""

    number: int
    cells: dict[str, str]
    formulas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    lines: tuple[Line, ...]
    ignored: tuple[str, ...] = ()  # headings that mean nothing here
    page: str = ""
    other_pages: tuple[str, ...] = ()


def in_every_language(label: str | Promise) -> set[str]:
    """``label`` as key in each language of the interface, so that an English export comes back as well."""
    keys = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            keys.add(heading_key(str(label)))
    return keys


def heading_key(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))


def take_in(upload: File, *, columns: Sequence[Column], by) -> tuple[StoredFile, Table]:
    """Read the upload and keep it for the confirmation. Raises TableRefused; a marked table is destroyed."""
    if not upload.size:
        raise TableRefused(_("Tệp rỗng. Chọn lại tệp có nội dung."))
    if earlier := files.refused_before(upload):
        reason = _("Tệp đã bị từ chối trước đó được đưa lên lại")
        files.refuse(upload, by=by, mark=earlier.mark, reason=reason)
        raise TableRefused(_("Tệp này đã bị từ chối vì có dấu chỉ mức độ mật; không được đưa lên hệ thống này."))
    upload.seek(0)
    data = upload.read(settings.READ_MAX_BYTES + 1)
    try:
        table = read_table(data, columns=columns)
    except ClassifiedDocument as error:
        files.refuse(upload, by=by, mark=error.mark, reason=error.message)
        raise TableRefused(error.message) from error
    return files.store(data), table


def read_kept(stored: StoredFile, *, columns: Sequence[Column]) -> Table:
    """The table kept by ``take_in``. Raises TableRefused where it is no longer there."""
    try:
        with files.open_stored(stored) as file:
            return read_table(file.read(), columns=columns)
    except (files.FileGone, ClassifiedDocument) as error:
        raise TableRefused(_("Tệp không còn được giữ. Hãy chọn lại tệp.")) from error


def read_table(data: bytes, *, columns: Sequence[Column]) -> Table:
    """The lines below the headings. Raises TableRefused, and ClassifiedDocument."""
    limits = Limits(file_bytes=settings.READ_MAX_BYTES, seconds=SECONDS, memory_mb=settings.READ_MAX_MEMORY_MB)
    try:
        sheet = read_sheet(data, "", limits)
    except UnreadableDocument as error:
        raise TableRefused(error.message) from error
    at, found = _headings(sheet.rows, columns)
    head, below = sheet.rows[at], sheet.rows[at + 1 :]
    _need_names(head, below)
    if not below:
        raise TableRefused(_("Dưới dòng tiêu đề không có dòng nào."))
    return Table(
        lines=tuple(_line(row, found) for row in below),
        ignored=tuple(text for place, text in enumerate(head.cells) if text and place not in found),
        page=sheet.name,
        other_pages=sheet.others,
    )


def _line(row: Row, found: dict[int, str]) -> Line:
    cells = {key: row.cells[place] if place < len(row.cells) else "" for place, key in found.items()}
    formulas = tuple(key for key, text in cells.items() if text == FORMULA)
    return Line(number=row.line, cells={**cells, **dict.fromkeys(formulas, "")}, formulas=formulas)


def _headings(rows: Sequence[Row], columns: Sequence[Column]) -> tuple[int, dict[int, str]]:
    """Which of the first rows holds the headings, and each place's column."""
    known = {key: column.key for column in columns for key in in_every_language(column.label)}
    places = [_known_places(row, known) for row in rows[:HEAD_LINES]]
    at = max(range(len(places)), key=lambda n: (len(places[n]), -n))
    missing = [str(c.label) for c in columns if c.required and c.key not in places[at].values()]
    if missing or not places[at]:
        named = "”, “".join(missing or [str(column.label) for column in columns if column.required])
        raise TableRefused(
            _("Không thấy cột “%(names)s” trong %(n)d dòng đầu. Hãy giữ dòng tiêu đề như bảng tải về.")
            % {"names": named, "n": HEAD_LINES}
        )
    _need_once(rows[at], places[at], columns)
    return at, places[at]


def _known_places(row: Row, known: dict[str, str]) -> dict[int, str]:
    keys = ((place, known.get(heading_key(text))) for place, text in enumerate(row.cells))
    return {place: key for place, key in keys if key}


def _need_once(row: Row, places: dict[int, str], columns: Sequence[Column]) -> None:
    keys = list(places.values())
    for column in columns:
        if keys.count(column.key) > 1:
            raise TableRefused(_("Có hai cột “%(name)s”. Hãy bỏ một cột.") % {"name": column.label})


def _need_names(head: Row, below: Iterable[Row]) -> None:
    """A column of values without a heading: mostly a heading merged over two columns."""
    for row in below:
        for place, text in enumerate(row.cells):
            if text and not (place < len(head.cells) and head.cells[place]):
                raise TableRefused(
                    _("Cột %(letter)s có nội dung mà không có tiêu đề. Hãy bỏ gộp ô ở dòng tiêu đề rồi ghi tên cột.")
                    % {"letter": column_letter(place)}
                )


def column_letter(place: int) -> str:
    """A, B … Z, AA of a place counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def day_of(text: str) -> dt.date | None:
    """The day written as dd/mm/yyyy or as the spreadsheet keeps it; None for nothing. Raises ValueError."""
    if not text:
        return None
    for form in _DAYS:
        try:
            day = dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
        if days.is_plausible(day):
            return day
    raise ValueError(text)
