"""The directory of bodies: from a spelling in a document to the name the body goes by."""

from __future__ import annotations

import functools
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from ttdn.engine.errors import EngineError
from ttdn.engine.text.normal import sentence_case, spelling_key

# between two words of one name: "Văn hóa, Thể thao và Du lịch", "Lao động - Thương binh", "TT&TT"
_GAP = re.compile(r"[\s,\-–&.]*(?:(?:và|các|của|VÀ|CÁC|CỦA)\s+)*")
_WORD = re.compile(r"\w+")
# "Sở Y tế tỉnh" is Sở Y tế; a "Trạm Y tế phường" is one of many and keeps its level
_OWN = tuple(map(spelling_key, ("tỉnh", "thành phố", "tp", "huyện", "quận", "thị xã")))
_PROVINCE = spelling_key("tỉnh")
_PROVINCIAL = (spelling_key("tỉnh ủy"), _PROVINCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body and the ways it is spelled; ``kind`` "group" is a class of bodies."""

    name: str
    kind: str
    spellings: tuple[str, ...] = ()
    source: str = ""
    certainty: str = ""


class UnreadableDirectory(EngineError):
    """A directory file that is no list of bodies."""

    code = "unreadable-directory"


class Directory:
    """Finds bodies by spelling: case, tone placement, "và", commas and abbreviations do not count."""

    def __init__(self, bodies: Iterable[Body], words: Mapping[str, str]) -> None:
        self._bodies: dict[str, Body] = {}
        self._words = {key: spelling_key(full) for short, full in words.items() if (key := spelling_key(short))}
        longest_first = sorted(self._words, key=len, reverse=True)
        self._abbreviated = re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)")
        self._shorter: dict[str, list[tuple[str, str]]] = defaultdict(list)  # by the first word written out
        for short, full in words.items():
            self._shorter[full.split()[0]].append((short, full))
        self._trie: dict[str, Any] = {}
        for body in bodies:
            for spelling in (body.name, *body.spellings):
                for form in (spelling, *self._shortened(spelling)):
                    self._learn(form, body)

    @classmethod
    def from_json(cls, data: Any) -> Directory:
        """From ``{"bodies": [{"name", "kind", "spellings"}], "words": {...}}`` or the bare list of rows."""
        rows = data.get("bodies", data.get("agencies")) if isinstance(data, dict) else data
        words = data.get("words", {}) if isinstance(data, dict) else {}
        if not isinstance(rows, list) or not all(isinstance(r, dict) and isinstance(r.get("name"), str) for r in rows):
            raise UnreadableDirectory(
                "Danh mục cơ quan không đúng dạng; hãy dùng tệp do lệnh “ttdn agencies export” tạo ra."
            )
        return cls([_body(row) for row in rows], words or _shipped_data()["words"])

    @classmethod
    def shipped(cls) -> Directory:
        """The directory that comes with the product."""
        return _shipped()

    def _learn(self, spelling: str, body: Body) -> None:
        key = spelling_key(spelling)
        for words in dict.fromkeys((key, self._expanded(key))):
            self._bodies.setdefault(words, body)
            node = self._trie
            for word in words.split():
                node = node.setdefault(word, {})
            node["$"] = body

    def _shortened(self, spelling: str) -> Iterator[str]:
        """The spelling with words in their short form, one abbreviation at a time."""
        for word in spelling.split():
            for short, full in self._shorter.get(word, ()):
                if full in spelling and full != spelling:
                    yield spelling.replace(full, short)

    def _expanded(self, key: str) -> str:
        """The key with every abbreviation written out."""
        return self._abbreviated.sub(lambda short: self._words[short.group(0)], key)

    def find(self, spelling: str, *, place: str | None = None) -> Body | None:
        """The body so spelled; the document's own place may be added or left out."""
        key = self._expanded(spelling_key(spelling))
        for candidate in self._candidates(key, spelling_key(place or "")):
            if body := self._bodies.get(candidate):
                return body
        return None

    def _candidates(self, key: str, place: str) -> Iterable[str]:
        yield key
        if place and key.endswith(f" {place}"):
            key = key[: -len(place) - 1]
            yield key
        for level in _OWN:
            if key.endswith(f" {level}"):
                yield key[: -len(level) - 1]
        yield f"{key} {_PROVINCE}"

    def name_of(self, spelling: str, *, place: str | None = None, provincial: bool = True) -> str:
        """The name in the directory, or the spelling itself (capitals put down) where it knows none.

        In a document of a ministry or a district "Ban Tuyên giáo" is not the province's: the spelling stays.
        """
        written = sentence_case(spelling.strip())
        body = self.find(spelling, place=place)
        if body is None or body.kind == "group":
            return written[:1].upper() + written[1:]
        added = spelling_key(body.name).endswith(_PROVINCIAL) and not re.search(
            r"tỉnh|trung ương|" + re.escape(place or "tỉnh"), spelling, re.I
        )
        return written if added and not provincial else body.name

    def match_at(self, text: str, start: int) -> int | None:
        """Where the longest known name that starts at ``start`` ends, or None."""
        node = self._trie
        at: int = start
        best: int | None = None
        while True:
            gap = _GAP.match(text, at) if at > start else None
            word = _WORD.match(text, gap.end() if gap else at)
            if word is None or (at > start and gap and not gap.group(0)):
                return best
            node = node.get(_word_key(word.group(0)), {})
            if not node:
                return best
            at = word.end()
            if "$" in node:
                best = at


@functools.lru_cache(maxsize=8192)
def _word_key(word: str) -> str:
    return spelling_key(word) or word


def _body(row: Mapping[str, Any]) -> Body:
    spellings = row.get("spellings") or row.get("abbreviations") or row.get("names") or []
    return Body(
        name=row["name"], kind=row.get("kind", ""), spellings=tuple(spellings),
        source=row.get("source", ""), certainty=row.get("certainty", ""),
    )  # fmt: skip


@functools.cache
def _shipped_data() -> dict[str, Any]:
    text = resources.files("ttdn.data").joinpath("bodies.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@functools.cache
def _shipped() -> Directory:
    return Directory.from_json(_shipped_data())
