"""The plan compiler: blocks in, recognised plan out. Each step is one rule; it returns a new draft."""

from __future__ import annotations

from ttdn.engine.plans.directory import Directory
from ttdn.engine.plans.model import Document, Plan
from ttdn.engine.plans.profiles import profile_for
from ttdn.engine.plans.steps.appendix_number import read_appendix_number
from ttdn.engine.plans.steps.body import read_body
from ttdn.engine.plans.steps.coverage import count_coverage
from ttdn.engine.plans.steps.draft import Draft, Step
from ttdn.engine.plans.steps.findings import find_doubts
from ttdn.engine.plans.steps.letterhead import read_day, read_issuer, read_number, read_stamp, set_marks_aside
from ttdn.engine.plans.steps.outline import read_outline
from ttdn.engine.plans.steps.period import read_period
from ttdn.engine.plans.steps.place import read_place
from ttdn.engine.plans.steps.preamble import read_bases_section, read_preamble
from ttdn.engine.plans.steps.tail import read_closing, read_tail
from ttdn.engine.plans.steps.title import read_title

PIPELINE: list[Step] = [
    set_marks_aside,  # page numbers and rules, so that nothing stands between two halves of a sentence
    read_stamp,  # before the number: the stamp has one too
    read_number,
    read_day,
    read_issuer,
    read_title,
    read_preamble,  # after the title: what is left above the first section
    read_tail,  # recipients and signature, before the outline takes them for items
    read_closing,
    read_place,  # whose document it is: names of agencies depend on it
    read_appendix_number,
    read_outline,
    read_bases_section,
    read_period,  # before the body: "Quý III" needs the year
    read_body,
    find_doubts,
    count_coverage,  # last: it asks where every block went
]


def compile_plan(document: Document, *, directory: Directory | None = None) -> Plan:
    """The plan recognised in a document; what is not understood stays empty and is said in a warning."""
    draft = Draft(
        document=document,
        directory=directory or Directory.shipped(),
        profile=profile_for(None),
        plan=Plan(source=document.source, blocks=document.blocks, warnings=document.findings),
    )
    for step in PIPELINE:
        draft = step(draft)
    return draft.plan
