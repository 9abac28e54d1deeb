"""The document beside what was read in it: the review, the plan's page, an item's source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch

from ttdn.plans.models import Block, Finding, Item, ItemAgency, ItemKind, Plan
from ttdn.plans.queries.work import counts_by_kind, with_rows

NOWHERE = 10**9  # a finding without a paragraph comes last


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewBlock:
    """A paragraph or row of the document, and the items read in it."""

    block: Block
    item_ids: tuple[int, ...] = ()
    finding_ids: tuple[int, ...] = ()

    @property
    def n(self) -> int:
        return self.block.n

    @property
    def kind(self) -> str:
        return self.block.kind

    @property
    def text(self) -> str:
        return self.block.text

    @property
    def cells(self) -> list[str] | None:
        return self.block.cells

    @property
    def page(self) -> int | None:
        return self.block.page


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One plan for review: items carry ``depth``, ``block_numbers``, ``open_findings``; findings in reading order."""

    plan: Plan
    blocks: list[ReviewBlock]
    items: list[Item]
    findings: list[Finding]
    counts: dict[str, int]
    coverage: dict

    @property
    def open_count(self) -> int:
        return sum(finding.state == "open" for finding in self.findings)


def review(plan: Plan) -> Review:
    """Everything the review shows, in eight queries."""
    items = _items(plan)
    by_pk = {item.pk: item for item in items}
    findings = [f for f in plan.findings.select_related("settled_by") if f.item_id is None or f.item_id in by_pk]
    findings.sort(key=lambda f: (min(f.block_numbers or _numbers(by_pk.get(f.item_id)) or [NOWHERE]), f.position))
    in_block, found_in = defaultdict(list), defaultdict(list)
    for finding in findings:
        finding.item = by_pk.get(finding.item_id)
        if finding.item and finding.state == "open":
            finding.item.open_findings.append(finding)
        for n in finding.block_numbers:
            found_in[n].append(finding.pk)
    for item in items:
        for n in item.block_numbers:
            in_block[n].append(item.pk)
    blocks = [
        ReviewBlock(block=block, item_ids=tuple(in_block[block.n]), finding_ids=tuple(found_in[block.n]))
        for block in plan.blocks.all()
    ]
    return Review(
        plan=plan,
        blocks=blocks,
        items=items,
        findings=findings,
        counts=counts_by_kind(items),
        coverage=plan.document.coverage,
    )


def _numbers(item: Item | None) -> list[int]:
    return item.block_numbers if item else []


def _items(plan: Plan) -> list[Item]:
    """The items kept, in document order, each with its depth under the headings and the numbers of its blocks."""
    items = list(with_rows(plan.items.kept()).order_by("position", "id"))
    numbers = defaultdict(list)
    links = Item.blocks.through.objects.filter(item__plan=plan).order_by("block__n")
    for item_id, n in links.values_list("item_id", "block__n"):
        numbers[item_id].append(n)
    for item in _with_depth(items):
        item.block_numbers, item.open_findings = numbers[item.pk], []
    return items


def _with_depth(items: list[Item]) -> list[Item]:
    depths: dict[int, int] = {}
    for item in items:
        depths[item.pk] = item.depth = depths.get(item.parent_id, -1) + 1
    return items


def _outline(plan: Plan) -> list[Item]:
    """The items kept, in document order, with what a line of the outline shows: a plan may have hundreds."""
    leads = ItemAgency.objects.filter(role="lead").only("item_id", "role", "position", "name")
    items = plan.items.kept().only("plan_id", "kind", "ref", "text", "schedule_text", "parent_id", "position")
    return _with_depth(list(items.prefetch_related(Prefetch("assignments", leads)).order_by("position", "id")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The items of one kind that follow each other."""

    kind: str
    label: str
    items: list[Item] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there are, headings aside."""
        return sum(item.kind == self.kind for item in self.items)


# A heading belongs with what it holds: it opens the section of its first item below it.
def plan_sections(plan: Plan) -> list[Section]:
    """The plan's items in document order, cut where the kind changes."""
    sections: list[Section] = []
    waiting: list[Item] = []
    for item in _outline(plan):
        if item.kind == ItemKind.GROUP:
            waiting.append(item)
            continue
        if not sections or sections[-1].kind != item.kind:
            sections.append(Section(kind=item.kind, label=item.get_kind_display()))
        sections[-1].items.extend([*waiting, item])
        waiting = []
    if waiting:
        sections.append(Section(kind=ItemKind.GROUP, label=ItemKind.GROUP.label, items=waiting))
    return sections


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A paragraph of an item; ``marks`` are the places (start, end, field) in its text, in order, none overlapping."""

    block: Block
    marks: list[tuple[int, int, str]]


def source_of(item: Item) -> list[Source]:
    """The very paragraphs an item came from, and where in them its lead, partners, time and counts stand."""
    blocks = list(item.blocks.all())
    missing = {e["block"] for e in item.evidence.values() if e} - {block.n for block in blocks}
    if missing:
        blocks += Block.objects.filter(plan_id=item.plan_id, n__in=missing)
    blocks.sort(key=lambda block: block.n)
    return [Source(block=block, marks=_marks(item, block)) for block in blocks]


def _marks(item: Item, block: Block) -> list[tuple[int, int, str]]:
    found = sorted((*e["span"], name) for name, e in item.evidence.items() if e and e["block"] == block.n)
    marks: list[tuple[int, int, str]] = []
    for start, end, name in found:
        begin = max(start, marks[-1][1] if marks else 0)
        if begin < min(end, len(block.text)):
            marks.append((begin, min(end, len(block.text)), name))
    return marks
