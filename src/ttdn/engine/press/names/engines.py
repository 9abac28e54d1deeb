"""Many byte strings sought at once: hyperscan where it is to be had, pyahocorasick with the same answers elsewhere.

An engine tells the end of every occurrence of every literal, in order of the ends.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple, Protocol

EngineName = Literal["auto", "hyperscan", "ahocorasick"]
OnHit = Callable[[int, int], bool]


class Sought(NamedTuple):
    """A literal; ``caseless`` takes ASCII letters of either case for one another, and ``data`` has them small."""

    data: bytes
    caseless: bool = True


class Engine(Protocol):
    """``scan`` calls ``hit(number of the literal, offset behind its end)`` until it answers True."""

    name: str

    def scan(self, data: bytes, hit: OnHit) -> None: ...

    def all(self, data: bytes) -> list[tuple[int, int]]:
        """(offset behind the end, number of the literal), in their order."""


def engine_for(literals: Sequence[Sought], name: EngineName = "auto") -> Engine:
    """The engine asked for, over literals of which no two are alike; there may be none."""
    if not literals:
        return _Nothing()
    if name == "ahocorasick" or (name == "auto" and importlib.util.find_spec("hyperscan") is None):
        return _AhoCorasick(literals)
    return _Hyperscan(literals)


class _Nothing:
    name = "nothing"

    def scan(self, data: bytes, hit: OnHit) -> None:
        pass

    def all(self, data: bytes) -> list[tuple[int, int]]:
        return []


class _Hyperscan:
    name = "hyperscan"

    def __init__(self, literals: Sequence[Sought]) -> None:
        hyperscan = importlib.import_module("hyperscan")
        self._stopped: type[Exception] = hyperscan.ScanTerminated
        self._database: Any = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        self._database.compile(
            expressions=[literal.data for literal in literals],
            ids=list(range(len(literals))),
            elements=len(literals),
            # without the UTF-8 flag: ASCII letters only
            flags=[hyperscan.HS_FLAG_CASELESS if literal.caseless else 0 for literal in literals],
            literal=True,
        )
        self._database.scratch = hyperscan.Scratch(self._database)

    def scan(self, data: bytes, hit: OnHit) -> None:
        def on(number: int, start: int, end: int, flags: int, context: object) -> bool:
            return hit(number, end)

        with contextlib.suppress(self._stopped):
            self._database.scan(data, match_event_handler=on)

    def all(self, data: bytes) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        append = found.append

        def on(number: int, start: int, end: int, flags: int, context: object) -> None:
            append((end, number))

        self._database.scan(data, match_event_handler=on)
        if len(found) > 1:
            found.sort()  # at one end hyperscan tells them in no order
        return found


class _AhoCorasick:
    name = "ahocorasick"

    def __init__(self, literals: Sequence[Sought]) -> None:
        # Bytes as the letters of the same numbers: the module knows strings only.
        self._automaton: Any = importlib.import_module("ahocorasick").Automaton()
        self._literals = tuple(literals)
        numbers: dict[bytes, tuple[int, ...]] = {}
        for number, literal in enumerate(literals):
            small = literal.data.lower()
            numbers[small] = (*numbers.get(small, ()), number)
        for small, alike in numbers.items():
            self._automaton.add_word(small.decode("latin-1"), alike)
        self._automaton.make_automaton()

    def scan(self, data: bytes, hit: OnHit) -> None:
        for last, numbers in self._automaton.iter(data.lower().decode("latin-1")):
            for number in numbers:
                if self._is_there(data, number, last + 1) and hit(number, last + 1):
                    return

    def all(self, data: bytes) -> list[tuple[int, int]]:
        found = [
            (last + 1, number)
            for last, numbers in self._automaton.iter(data.lower().decode("latin-1"))
            for number in numbers
            if self._is_there(data, number, last + 1)
        ]
        found.sort()
        return found

    def _is_there(self, data: bytes, number: int, end: int) -> bool:
        literal = self._literals[number]
        return literal.caseless or data.startswith(literal.data, end - len(literal.data))
