"""One process after another reads inputs until it is through, stuck or dead; the parent counts what became of each.

A worker is forked from a parent that has everything loaded, and says after each input, on a pipe, what became of it.
Where it falls silent the input it was at is to blame, and the next worker begins behind that one.
"""

from __future__ import annotations

import os
import resource
import select
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from quality.fuzz.mutations import spoiled
from quality.fuzz.seeds import Seeds
from ttdn.engine.errors import EngineError
from ttdn.engine.plans.model import Plan
from ttdn.engine.plans.pipeline import compile_plan
from ttdn.engine.plans.readers import (  # all of them now: a worker must not meet a file that has changed since
    Limits,
    docx,
    html,
    legacy_doc,
    markdown,
    pdf,
    plain_text,
    read_document,
    scan,
)
from ttdn.engine.plans.to_json import plan_to_json
from ttdn.engine.tool_runs import LocalTools
from ttdn.engine.tools import ANTIWORD, OFFICE, TESSERACT, TESSERACT_BLOCK, Tools

SECONDS = 10.0  # of the processor's time for one input, so that a busy machine makes nothing slow
SLOW = 2.0  # likewise; counted as a failure, though somebody would wait for it
SILENCE = 300.0  # on the clock, after which a worker is taken to be stuck outside of Python
MEMORY = 1536 << 20  # address space of a worker
LOADED = (docx, html, legacy_doc, markdown, pdf, plain_text, scan)
KEPT = 5  # inputs kept of each kind of failure
TOOLS = {"doc": (ANTIWORD,), "doc-office": (OFFICE, ANTIWORD), "scan": (TESSERACT, TESSERACT_BLOCK)}
NAMES = {"code-page": "txt", "doc-office": "doc", "scan": "png"}


class TooSlow(BaseException):
    """The input has used up its time; not an Exception, lest somebody catch it."""


class Unaccounted(Exception):
    """The compiler answered, but the answer contradicts itself."""


class Only(LocalTools):
    """Some of this machine's tools."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = names

    def has(self, name: str) -> bool:
        return name in self._names and super().has(name)


def made(seeds: Seeds, kind: str, seed: int, number: int) -> bytes:
    """The input of that number: always the same for the same seeds."""
    random = Random(f"{seed}:{kind}:{number}")
    return spoiled(seeds.pick(kind, random), kind, random)


def outcomes(seeds: Seeds, kind: str, *, seed: int, start: int, stop: int, folder: Path) -> Iterator[tuple[int, str]]:
    """Number and outcome of every input from ``start``, before ``stop``; what fails is kept in ``folder``."""
    number = start
    while number < stop:
        reader, writer = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reader)
            _work(seeds, kind, seed, range(number, stop), folder, lambda line, to=writer: os.write(to, line))
            os._exit(0)
        os.close(writer)
        try:
            for outcome in _lines(reader):
                yield number, outcome
                number += 1
        except TimeoutError:
            os.kill(pid, signal.SIGKILL)
        finally:
            os.close(reader)
        _, status = os.waitpid(pid, 0)
        if number < stop:
            outcome = "stuck" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL else "died"
            _keep(folder, kind, number, made(seeds, kind, seed, number), f"{outcome}: status {status}")
            yield number, outcome
            number += 1


def _lines(reader: int) -> Iterator[str]:
    """Whole lines of the pipe until it closes. Raises TimeoutError after a long silence."""
    rest = b""
    while True:
        if not select.select([reader], [], [], SILENCE)[0]:
            raise TimeoutError
        chunk = os.read(reader, 1 << 16)
        if not chunk:
            return
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line.decode() for line in whole)


def _work(seeds: Seeds, kind: str, seed: int, numbers: range, folder: Path, say: Callable[[bytes], object]) -> None:
    signal.signal(signal.SIGPROF, _out_of_time)
    tools = Only(TOOLS[kind]) if kind in TOOLS else None
    if tools is None:  # a tool has bounds of its own, above these
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for number in numbers:
        data = made(seeds, kind, seed, number)
        outcome, story = judged(data, f"plan.{NAMES.get(kind, kind)}", tools)
        if story:
            _keep(folder, kind, number, data, story)
        say(outcome.encode() + b"\n")


def _out_of_time(signum: int, frame: object) -> None:
    raise TooSlow


def judged(data: bytes, name: str, tools: Tools | None) -> tuple[str, str]:
    """What became of an input, and where that is a failure the story of it."""
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        plan = compile_plan(read_document(data, name=name, limits=Limits(), tools=tools))
        plan_to_json(plan)
        _accounted(plan)
    except EngineError as refusal:
        return f"refused: {refusal.code}", ""
    except TooSlow:
        return "too slow", traceback.format_exc()
    except MemoryError:
        return "memory", traceback.format_exc()
    except Exception as error:  # a bug in whatever it hit: that is what is looked for
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"bug: {type(error).__name__} {Path(frame.filename).name}:{frame.lineno}", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took = time.process_time() - begun
    slow = tools is None and took > SLOW  # a page of a scan takes as long
    return ("read slowly", f"{took:.1f} seconds") if slow else ("read", "")


def _accounted(plan: Plan) -> None:
    """Every block counted once; every pointer points at something."""
    cover = plan.coverage
    if not cover.used + sum(cover.set_aside.values()) + cover.unread == cover.blocks == len(plan.blocks):
        raise Unaccounted("blocks")
    ids = [item.id for item in plan.items]
    if len(ids) != len(set(ids)) or not {i.parent for i in plan.items} <= {None, *ids}:
        raise Unaccounted("ids")
    for item in plan.items:
        if not set(item.blocks) <= {block.n for block in plan.blocks}:
            raise Unaccounted("blocks of an item")
        for evidence in item.evidence.values():
            start, end = evidence.span
            if not 0 <= start < end <= len(plan.blocks[evidence.block - 1].text):
                raise Unaccounted("a span")


def _keep(folder: Path, kind: str, number: int, data: bytes, story: str) -> None:
    """The input beside its story; of stories that end alike only the first few."""
    lines = story.strip().splitlines()
    place = next((line.strip() for line in reversed(lines) if line.lstrip().startswith("File ")), "")
    alike = f"{place}\n{lines[-1][:60]}"
    if sum(alike in kept.read_text("utf-8") for kept in folder.glob("*.story")) >= KEPT:
        return
    (folder / f"{kind}-{number}.{NAMES.get(kind, kind)}").write_bytes(data)
    (folder / f"{kind}-{number}.story").write_text(f"{story}\n{alike}\n", "utf-8")
