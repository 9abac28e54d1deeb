"""What passes from step to step: the document, what is recognised so far, and which blocks are spoken for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from ttdn.engine.plans.directory import Directory
from ttdn.engine.plans.model import Block, Document, Finding, Plan, SetAside
from ttdn.engine.plans.profiles.profile import Profile
from ttdn.engine.plans.steps.entry import Entry
from ttdn.engine.text.normal import fold

# ministries, districts, communes; and bodies with commissions of their own: "Ban Tuyên giáo" of a union is its own
_NOT_PROVINCIAL = re.compile(
    r"^bo |huyen|quan |thi xa|xa |phuong |^hoi (?!dong)|^lien (?:doan|hiep|minh)|^(?:tinh )?doan |^ban thuong vu|"
    r"^truong |^benh vien|^cong ty|^mat tran|mat tran to quoc"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """``aside`` are blocks set aside with the reason; ``taken`` are blocks a head field was read from."""

    document: Document
    directory: Directory
    profile: Profile
    plan: Plan
    aside: dict[int, SetAside] = field(default_factory=dict)
    taken: frozenset[int] = frozenset()
    kind: str | None = None  # folded: "ke hoach", "bao cao"
    place: str | None = None  # the document's own province, district or city: "An Sơn"
    entries: tuple[Entry, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.document.blocks

    def open_blocks(self) -> list[Block]:
        """Blocks that no step has claimed yet, in reading order."""
        return [b for b in self.blocks if b.n not in self.aside and b.n not in self.taken]

    def set_aside(self, reason: SetAside, blocks: Iterable[int]) -> Draft:
        fresh = {n: reason for n in blocks if n not in self.aside and n not in self.taken}
        return replace(self, aside={**self.aside, **fresh}) if fresh else self

    def take(self, blocks: Iterable[int]) -> Draft:
        return replace(self, taken=self.taken | {n for n in blocks if n not in self.aside})

    def with_plan(self, **fields: object) -> Draft:
        return replace(self, plan=replace(self.plan, **fields))  # type: ignore[arg-type]  # names of Plan

    def find(self, *findings: Finding) -> Draft:
        return self.with_plan(warnings=(*self.plan.warnings, *findings)) if findings else self

    @property
    def is_plan(self) -> bool:
        """Whether the document is of a kind that gives tasks: a report or a regulation is not."""
        return self.kind is not None and self.kind in self.profile.plan_kinds

    @property
    def provincial(self) -> bool:
        """A province's own document: "Ban Tuyên giáo" in it is the province's."""
        issuer = fold(self.plan.issuer or "uy ban nhan dan tinh")
        return not _NOT_PROVINCIAL.search(issuer)

    def agency_name(self, spelling: str) -> str:
        return self.directory.name_of(spelling, place=self.place, provincial=self.provincial)


Step = Callable[[Draft], Draft]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line of a block: a paragraph is one, a row of a layout table has one for each line of each cell."""

    block: Block
    text: str
    cell: int = 0


def lines_of(blocks: Iterable[Block]) -> Iterator[TextLine]:
    """Lines in reading order; merged cells once."""
    for block in blocks:
        if block.cells is None:
            for text in block.text.split("\n"):
                yield TextLine(block=block, text=text)
            continue
        seen: list[str] = []
        for index, cell in enumerate(block.cells):
            if cell in seen:
                continue
            seen.append(cell)
            for text in cell.split("\n"):
                if text.strip():
                    yield TextLine(block=block, text=text.strip(), cell=index)
