"""Names of bodies as keys: spellings of one name are equal."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from ttdn.engine.text.normal import fold

LANGUAGES = [
    ("vi", _("tiếng Việt")),
    ("en", _("tiếng Anh")),
    ("lo", _("tiếng Lào")),
    ("km", _("tiếng Khmer")),
    ("zh", _("tiếng Trung")),
]

_WORD = re.compile(r"\w+")
# "Sở Văn hóa và Thể thao" and "Sở Văn hóa, Thể thao" name one body; so do "UBND các huyện" and "UBND huyện".
_SILENT = {"và", "các", "của"}
_OPEN_GROUP = re.compile(r"^cac\b|\blien quan$|\bkhac$")


def name_key(name: str) -> str:
    """Equal for spellings of one name: case, diacritics, punctuation, "và", "các" and "của" do not count."""
    words = _WORD.findall(unicodedata.normalize("NFC", name).casefold())
    return fold(" ".join(word for word in words if word not in _SILENT))


def is_open_group(as_written: str) -> bool:
    """ "các đơn vị liên quan": a class of bodies, different in every plan, never another name of one agency."""
    return bool(_OPEN_GROUP.search(fold(as_written).strip()))
