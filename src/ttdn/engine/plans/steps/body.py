"""The walk through the outline: each section is read by the rule of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ttdn.engine.plans.model import Finding, Item, ItemKind, Part, SetAside
from ttdn.engine.plans.profiles.profile import Section
from ttdn.engine.plans.steps.actors import visit_actor
from ttdn.engine.plans.steps.agencies import Named
from ttdn.engine.plans.steps.assignment import subject
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.entry import Entry
from ttdn.engine.plans.steps.outline import children, tops
from ttdn.engine.plans.steps.register import Body, Register, body_of, heading_text, own_text
from ttdn.engine.plans.steps.sections import section_of
from ttdn.engine.plans.steps.tables import Table, read_table
from ttdn.engine.plans.steps.tasks import read_task, read_tasks
from ttdn.engine.plans.steps.told import read_sections
from ttdn.engine.text.normal import fold

_VALUE = re.compile(
    r"\d+(?:[.,]\d+)?\s*%|\b(?:it nhat|toi thieu|tren|dat|tang|giam|khoang|tu|phan dau)\s+\d[\d.,]*|^\W*\d[\d.,]*\s+\w+"
)
# "Phấn đấu năm 2026 đón 180.000 lượt khách", "ít nhất 10 điểm du lịch được công nhận": a number to reach
_TO_REACH = re.compile(
    r"\b(?:it nhat|toi thieu|tren|dat|don|thu hut|phan dau(?: co)?)\s+(?!20\d\d\b)\d[\d.,]*\s+[a-z]|\d\s*%"
)
# "Mục tiêu chung", "Mục tiêu cụ thể đến năm 2030": a nested heading says little more than its section's name
_NESTED_WORDS = 9
# under "Phân công nhiệm vụ" stands work with who does it; under "Tổ chức thực hiện" standing duties
_GIVES_TASKS = re.compile(r"\W*phan cong (?:cu the )?(?:cac )?(?:nhiem vu|cong viec)")
_PROGRESS = ("tien do", "lo trinh", "cac buoc")
_SECTION_KIND: dict[str, ItemKind] = {
    "objective": "objective", "requirement": "requirement", "purpose-and-requirement": "objective", "target": "target",
    "funding": "funding",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the walk stands: section, parent item, numbers on the way, the agency whose paragraph it is."""

    section: Section | None = None
    parent: str | None = None
    path: tuple[str, ...] = ()
    lead: Named | None = None
    kind: ItemKind = "duty"  # what an actor's line is: a duty, or a task in directives and notices
    entered: bool = False  # whether a section has been entered at all

    def down(self, entry: Entry, position: int) -> tuple[str, ...]:
        """The path of an entry inside; a bullet counts by its position."""
        label = entry.ref or str(position)
        if entry.marker and entry.marker.kind == "dotted" and self.path:
            steps = label.split(".")
            while self.path and steps[: len(self.path[-1].split("."))] == self.path[-1].split("."):
                return (*self.path[:-1], label)
        return (*self.path, label)


@dataclass(slots=True)
class Walk:
    """The walk and what it has found."""

    draft: Draft
    register: Register
    heads: dict[int, SetAside] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    table_above: Table | None = None  # the table read last: one without a head may go on with it

    def aside(self, reason: SetAside, blocks: Iterable[int]) -> None:
        self.heads.update(dict.fromkeys(blocks, reason))

    def doubt(self, code: str, message: str, *, item: str, blocks: tuple[int, ...], about: str | None = None) -> None:
        self.findings.append(Finding(code=code, message=message, item=item, field=about, blocks=blocks))

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.draft.entries

    def run(self) -> list[Item]:
        actors = self.draft.kind in self.draft.profile.actor_kinds
        place = Place(kind="task" if actors else "duty")
        for position, index in enumerate(tops(self.entries), start=1):
            entry = self.entries[index]
            section = self.named_section(entry, place)
            if entry.appendix:
                self.appendix(index, place)
            elif section:
                self.section(index, section, place, position)
            elif entry.rows:
                self.table(index, place)
            elif entry.marker and entry.marker.kind == "article":
                self.article(index, place)
            elif not entry.marker and not entry.heading and not (actors and self._assigns(entry)):
                self.stray(index, place)
            elif actors:
                visit_actor(self, index, replace(place, section="organisation"), position)
            elif entry.heading and (entry.numbered or entry.until > index + 1):
                self.section(index, "task", place, position)
            elif entry.numbered:
                self.task(index, replace(place, section="task"), position)
        return self.register.items

    def _assigns(self, entry: Entry) -> bool:
        """A paragraph outside the list that tells an agency what to do."""
        named, end = subject(self.draft, entry.block, 0, step="subject")
        return bool(named.agencies) and end < len(entry.block.text)

    def article(self, index: int, place: Place) -> None:
        """ "Điều 2. Quyết định này có hiệu lực …": the decision around the plan; nothing in it is a task."""
        body = body_of(self.entries, index, labels=True)
        self.register.add("group", ref=self.entries[index].ref, body=body, parent=place.parent)

    def stray(self, index: int, place: Place) -> None:
        """A paragraph under no heading: a group of its own, so that no word is lost."""
        body = body_of(self.entries, index, labels=True)
        self.register.add("group", ref="", body=body, parent=place.parent)

    def named_section(self, entry: Entry, place: Place) -> Section | None:
        """The section a heading opens; below the first level only a heading that names nothing else."""
        if not entry.heading or entry.rows:
            return None
        found = section_of(entry.text.strip(), self.draft.profile)
        if found is None or (place.section and len(fold(entry.words.split(":")[0]).split()) > _NESTED_WORDS):
            return None
        return found

    # --- sections ---------------------------------------------------------------------------------------------

    def section(self, index: int, section: Section, place: Place, position: int) -> None:
        entry = self.entries[index]
        path = place.down(entry, position) if entry.numbered else place.path
        inline = self._inline(entry)
        if inline and section in _SECTION_KIND and index + 1 == entry.until:
            self.leaf(index, _SECTION_KIND[section], replace(place, path=path[:-1]), position)
            return
        group = self.group(entry, path, place)
        kind = "task" if section == "organisation" and _GIVES_TASKS.match(fold(entry.words)) else place.kind
        inside = replace(place, section=section, parent=group, path=path, entered=True, kind=kind)
        if section == "task" or (section == "time" and self._is_progress(index)):
            self.tasks(index, replace(inside, section="task"))
            return
        if section in {"background", "scope", "time"}:
            self.narrative(index, group)
            return
        for number, child in enumerate(children(self.entries, index), start=1):
            if section in {"organisation", "report"}:
                visit_actor(self, child, inside, number)
            else:
                self.item(child, section, inside, number)

    def _is_progress(self, index: int) -> bool:
        """ "III. TIẾN ĐỘ THỰC HIỆN" over numbered work is a list of tasks."""
        kids = [self.entries[k] for k in children(self.entries, index)]
        return fold(self.entries[index].words).startswith(_PROGRESS) and sum(k.numbered for k in kids) > 1

    def _inline(self, entry: Entry) -> bool:
        head, _, tail = entry.text.partition(":")
        return len(tail.split()) >= 4 and len(head) < 100

    def group(self, entry: Entry, path: tuple[str, ...], place: Place) -> str:
        body = Body(text=heading_text(entry), blocks=entry.blocks)
        return self.register.add("group", ref=".".join(path), body=body, parent=place.parent)

    def item(self, index: int, section: Section, place: Place, position: int) -> None:
        """An objective, requirement, target or funding line, or a heading that holds such."""
        entry = self.entries[index]
        nested = self.named_section(entry, place)
        if entry.rows:
            self.table(index, place)
        elif nested and nested not in {"task"}:
            self.section(index, nested, place, position)
        elif self._holds_items(index, section):
            path = place.down(entry, position)
            inside = replace(place, parent=self.group(entry, path, place), path=path)
            for number, child in enumerate(children(self.entries, index), start=1):
                self.item(child, section, inside, number)
        else:
            self.leaf(index, _SECTION_KIND[section], place, position)

    def _holds_items(self, index: int, section: Section) -> bool:
        """A short heading over bullets ("Về hạ tầng số:"), or bold words over a list."""
        entry = self.entries[index]
        if entry.until == index + 1 or section == "funding":
            return False
        return entry.heading or (len(entry.words) < 90 and entry.words.rstrip().endswith(":"))

    def leaf(self, index: int, kind: ItemKind, place: Place, position: int) -> str:
        entry = self.entries[index]
        body = body_of(self.entries, index, labels=True)
        if kind == "target" and not _VALUE.search(fold(body.text)):
            kind = "objective"
        elif kind == "objective" and place.section in {"objective", "target"} and _TO_REACH.search(fold(body.text)):
            kind = "target"
        return self.register.add(kind, ref=".".join(place.down(entry, position)), body=body, parent=place.parent)

    def narrative(self, index: int, group: str) -> None:
        """Paragraphs that ask nothing of anyone stand as parts of their heading."""
        for child in children(self.entries, index):
            body = body_of(self.entries, child, labels=True)
            rows = [r for i in range(child, self.entries[child].until) for r in self.entries[i].rows]
            parts = [Part(text=body.text, blocks=body.blocks)] if body.text else []
            parts += [Part(text=" | ".join(dict.fromkeys(r.cells or ())), blocks=(r.n,)) for r in rows]
            self.register.extend(group, parts=tuple(parts), blocks=body.blocks)

    def appendix(self, index: int, place: Place) -> None:
        """Heading, title and "(Kèm theo …)" of an appendix are one group; then its table or its items."""
        entry = self.entries[index]
        group = self.register.add(
            "group", ref="", body=Body(text=heading_text(entry), blocks=entry.blocks), parent=place.parent
        )
        inside = replace(place, section="task", parent=group, path=())
        started = False
        for number, child in enumerate(children(self.entries, index), start=1):
            inner = self.entries[child]
            if not started and not inner.rows and not inner.numbered and inner.until == child + 1:
                self.register.extend(
                    group, parts=(Part(text=own_text(inner), blocks=inner.blocks),), blocks=inner.blocks
                )
                continue
            started = True
            section = self.named_section(inner, place)
            if inner.rows:
                self.table(child, inside)
            elif section:
                self.section(child, section, inside, number)
            elif inner.heading and not inner.numbered:
                nested = replace(inside, parent=self.group(inner, (), inside))
                for position, deeper in enumerate(children(self.entries, child), start=1):
                    self.task(deeper, nested, position)
            else:
                self.task(child, inside, number)

    def table(self, index: int, place: Place) -> None:
        read_table(self, self.entries[index], place)

    def tasks(self, index: int, place: Place) -> None:
        read_tasks(self, index, place)

    def task(self, index: int, place: Place, position: int) -> None:
        read_task(self, index, place, position)


def read_body(draft: Draft) -> Draft:
    """Items from the outline. Reads ``entries``, ``kind``; writes ``items``. What is no plan gives its sections."""
    walk = Walk(draft=draft, register=Register(draft=draft))
    items = tuple(walk.run() if draft.is_plan else read_sections(draft))
    for reason in dict.fromkeys(walk.heads.values()):
        draft = draft.set_aside(reason, [n for n, r in walk.heads.items() if r == reason])
    return draft.with_plan(items=items).find(*walk.findings)
