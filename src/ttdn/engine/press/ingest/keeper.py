"""A process that has names and libraries loaded, never touches a page, and has parts read by children of its own.

Started by ``keepers`` as ``python -I -m ttdn.engine.press.ingest.keeper PARENT_PID``. A child that dies takes with it
only what it has not said yet: another one goes on from there, now telling each page before it looks at it. The page
that a child dies of a second time is given up, and the one after it is the next.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ttdn.engine.bounds import die_with
from ttdn.engine.child import EXIT_MEMORY
from ttdn.engine.frames import FAILURE, ORDER, PAYLOAD, RESULT, FrameParser, frame
from ttdn.engine.press.ingest.parts import Given
from ttdn.engine.press.ingest.reading import read_part, row_of
from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.model import Outcome
from ttdn.engine.press.names import Names
from ttdn.engine.press.pipeline import Stages, Tally, Verdict, stages
from ttdn.engine.press.watch_list import entries_from_json
from ttdn.engine.tool_launcher import cut_off

_CHUNK = 1 << 16
_TRIES = 3  # children that may end without having come any further
_GRACE = 30.0  # seconds of the clock without a word, beyond six times what a page may take of the processor


def main() -> None:
    """Serve orders until the parent is gone."""
    die_with(int(sys.argv[1]))
    cut_off()
    given, out = sys.stdin.buffer, sys.stdout.buffer
    settings, names = json.loads(_next(given, ORDER)), json.loads(_next(given, PAYLOAD))
    loaded = stages(
        Names.compile(entries_from_json(names)), mode=settings["mode"], limits=PageLimits(**settings["limits"])
    )
    gc.freeze()  # so that children share what is loaded
    while True:
        order = json.loads(_next(given, ORDER))
        try:
            answer = frame(RESULT, _Keeping(order, loaded).run().to_bytes())
        except OSError as error:
            answer = frame(FAILURE, json.dumps({"why": error.strerror or str(error)}).encode())
        out.write(answer)
        out.flush()


def _next(given: BinaryIO, kind: bytes) -> bytes:
    """The body of the next frame; without a parent there is nothing left to do."""
    head = given.read(9)
    if len(head) < 9:
        os._exit(0)
    if head[:1] != kind:
        raise ValueError(head)
    return given.read(int.from_bytes(head[1:], "big"))


@dataclass(slots=True)
class _Keeping:
    """One part, read by as many children as it takes."""

    order: Mapping[str, Any]
    stages: Stages
    rows: list[str] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    done: int = 0
    judging: Mapping[str, Any] | None = None

    def run(self) -> Given:
        with open(self.order["archive"], "rb"):
            pass  # what cannot be opened is said here, and not by a child's death
        careful, stuck = False, 0
        while stuck < _TRIES:
            before, self.judging = self.done, None
            end, status = self._read(careful=careful)
            if end is not None:
                return Given(self.rows, self.tally.to_json(), end["first"], end["next"])
            self._give_up_page(status)
            careful, stuck = True, 0 if self.done > before else stuck + 1
        # Not a page: the archive cannot be read on.
        self._give_up({"url": "", "at": self.order["start"]}, Outcome.UNREADABLE, "the archive cannot be read on")
        return Given(self.rows, self.tally.to_json(), None, None, gave_up=True)

    def _give_up_page(self, status: int) -> None:
        """The child has ended while it looked at a page it had told."""
        if self.judging is not None:
            self._give_up(self.judging, *_ended(status))

    def _give_up(self, judging: Mapping[str, Any], outcome: Outcome, reason: str) -> None:
        verdict = Verdict(url=judging["url"], outcome=outcome, reason=reason)
        self.tally.add(verdict)
        self.rows += filter(None, [row_of(self.done, judging["at"], verdict)])
        self.done += 1

    def _read(self, *, careful: bool) -> tuple[Mapping[str, Any] | None, int]:
        """Have a child go on: what it says of the end of the part, if it came so far, and its status."""
        order = {**self.order, "skip": self.done, "careful": careful, "written": sum(map(len, self.rows))}
        ours, theirs = os.pipe()
        parent = os.getpid()
        child = os.fork()
        if not child:
            try:
                os.close(ours)
                read_part(order, self.stages, out=theirs, parent=parent)
                os._exit(0)
            finally:
                os._exit(1)  # whatever it was, it must not go on as a second keeper
        os.close(theirs)
        try:
            end = self._listen(ours, child)
        finally:
            os.close(ours)
        return end, os.waitpid(child, 0)[1]

    def _listen(self, pipe: int, child: int) -> Mapping[str, Any] | None:
        """Take what the child says until it has ended; one that is silent for too long is killed."""
        parser = FrameParser()
        silence = 6 * self.stages.limits.page_seconds + _GRACE
        end = None
        while True:
            if not select.select([pipe], [], [], silence)[0]:
                os.kill(child, signal.SIGKILL)
            data = os.read(pipe, _CHUNK)
            if not data:
                return end
            for kind, body in parser.feed(data):
                told = json.loads(body)
                if kind == RESULT:
                    end = told
                else:
                    self.rows += told["rows"]
                    self.tally.take(told["tally"])
                    self.done, self.judging = told["done"], told["judging"]


def _ended(status: int) -> tuple[Outcome, str]:
    """What a child's end says of the page it was looking at."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGPROF:
            return Outcome.TOO_SLOW, "more time of the processor than a page may take"
        if number == signal.SIGKILL:
            return Outcome.TOO_SLOW, "no end in sight"
        return Outcome.UNREADABLE, f"its reading ended with signal {number}"
    if os.WEXITSTATUS(status) == EXIT_MEMORY:
        return Outcome.TOO_LARGE, "more memory than a page may take"
    return Outcome.UNREADABLE, "its reading ended early"


if __name__ == "__main__":
    main()
