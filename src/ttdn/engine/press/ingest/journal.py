"""The folder of a run: what it is of, what each part gave, and the result. A file is there whole or not at all.

run.json          what is read, and how; another run may not go on in this folder
parts/NAME.jsonl  what one part gave
articles.jsonl    the result: a line for each article that names something, duplicates among them
set-aside.jsonl   a line for each page that could not be read, was too large or took too long
report.json       the count of all pages; it comes last
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ttdn.engine.press.ingest.parts import Part

ARTICLES, SET_ASIDE, REPORT = "articles.jsonl", "set-aside.jsonl", "report.json"
_RUN, _PARTS, _LOCK, _UNDONE = "run.json", "parts", "lock", ".undone"


class OtherRun(Exception):
    """The folder is not ours: ``code`` is other (of other archives, names or limits) or busy (being worked in)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Journal:
    folder: Path

    @classmethod
    @contextlib.contextmanager
    def open(cls, folder: Path, run: Mapping[str, Any]) -> Iterator[Journal]:
        """The journal of this run, begun or gone on with; nobody else has it meanwhile. Raises OtherRun, OSError."""
        (folder / _PARTS).mkdir(parents=True, exist_ok=True)
        with open(folder / _LOCK, "wb") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise OtherRun("busy") from error
            journal = cls(folder)
            journal._settle(run)
            yield journal

    def _settle(self, run: Mapping[str, Any]) -> None:
        for undone in self.folder.rglob(f"*{_UNDONE}"):
            undone.unlink()
        file = self.folder / _RUN
        if not file.exists():
            self._write(file, json.dumps(run, sort_keys=True, indent=1).encode())
        elif json.loads(file.read_bytes()) != run:
            raise OtherRun("other")

    def has(self, part: Part) -> bool:
        return self._file(part).exists()

    def keep(self, part: Part, given: bytes) -> None:
        self._write(self._file(part), given)

    def rows(self, part: Part) -> Iterator[str]:
        """The lines of a part; the last is its count."""
        with open(self._file(part), encoding="ascii") as lines:
            yield from lines

    def report(self) -> dict[str, Any] | None:
        """The report of a run that is done."""
        file = self.folder / REPORT
        if not file.exists():
            return None
        report: dict[str, Any] = json.loads(file.read_bytes())
        return report

    def finish(self, report: Mapping[str, Any]) -> None:
        self._write(self.folder / REPORT, json.dumps(report, sort_keys=True, indent=1).encode() + b"\n")

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file of the folder that appears when it is whole and on the disk."""
        with _whole(self.folder / name) as file:
            yield file

    def _file(self, part: Part) -> Path:
        return self.folder / _PARTS / f"{part.name}.jsonl"

    def _write(self, path: Path, data: bytes) -> None:
        with _whole(path) as file:
            file.write(data)


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[IO[bytes]]:
    undone = path.with_name(path.name + _UNDONE)
    with open(undone, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
    os.replace(undone, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # so that the name, too, survives a loss of power
    finally:
        os.close(folder)
