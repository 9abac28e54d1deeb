"""Damaged documents: whatever is torn, merged or lost, the compiler answers and accounts for every block once."""

import dataclasses
import pathlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ttdn.engine.plans.model import Block, Document, Source
from ttdn.engine.plans.pipeline import compile_plan
from ttdn.engine.plans.readers import Limits, read_document

OWN = pathlib.Path(__file__).parents[3] / "eval" / "plans" / "documents"
WITHOUT_TOOLS = {".txt", ".md", ".html", ".docx"}
DOCUMENTS = [
    read_document(p.read_bytes(), name=p.name, limits=Limits())
    for p in sorted(OWN.iterdir())
    if p.suffix in WITHOUT_TOOLS
]


def accounted(plan):
    """Every block used, set aside or unread, and never two of them; every pointer points into the document."""
    cover = plan.coverage
    assert cover.used + sum(cover.set_aside.values()) + cover.unread == cover.blocks == len(plan.blocks)
    numbers = {b.n for b in plan.blocks}
    for item in plan.items:
        assert set(item.blocks) <= numbers
        for evidence in item.evidence.values():
            start, end = evidence.span
            assert 0 <= start < end <= len(plan.blocks[evidence.block - 1].text)
    ids = [i.id for i in plan.items]
    assert len(ids) == len(set(ids))
    assert all(i.parent is None or i.parent in ids for i in plan.items)


def renumbered(blocks):
    return tuple(dataclasses.replace(b, n=i) for i, b in enumerate(blocks, start=1))


def with_cells(block, cells):
    return dataclasses.replace(block, cells=tuple(cells), text="\t".join(cells), merged=("",) * len(cells))


def damage(block, draw):
    """One block torn in some way, as a list of blocks."""
    way = draw(st.sampled_from(["drop", "keep", "double", "cut", "glue", "cells", "empty"]))
    if way == "drop":
        return []
    if way == "double":
        return [block, block]
    if way == "cells" and block.cells:
        return [with_cells(block, draw(st.permutations(block.cells)))]
    if way == "empty" and block.cells:
        keep = draw(st.integers(0, len(block.cells) - 1))
        return [with_cells(block, [c if i == keep else "" for i, c in enumerate(block.cells)])]
    if way == "cut" and block.cells is None and len(block.text) > 4:
        at = draw(st.integers(1, len(block.text) - 1))
        halves = (block.text[:at].strip(), block.text[at:].strip())
        return [dataclasses.replace(block, text=t, struck=()) for t in halves if t]
    if way == "glue" and block.cells and len(block.cells) > 1:
        return [with_cells(block, [" ".join(block.cells[:2]), *block.cells[2:]])]
    return [block]


@st.composite
def damaged(draw):
    document = draw(st.sampled_from(DOCUMENTS))
    blocks = [piece for block in document.blocks for piece in damage(block, draw)]
    if draw(st.booleans()):
        blocks = draw(st.permutations(blocks))
    return dataclasses.replace(document, blocks=renumbered(blocks))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(damaged())
def test_a_damaged_plan_is_compiled_and_every_block_accounted_for(document):
    accounted(compile_plan(document))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text(alphabet="IVXl1.-+:;,()/ \nSởYtếCơquanchủtrìphốihợpQuýnăm2026KẾHOẠCH", max_size=50), max_size=12)
)
def test_any_lines_are_compiled(lines):
    blocks = tuple(Block(n=i, kind="paragraph", text=t) for i, t in enumerate(lines, start=1))
    accounted(compile_plan(Document(source=Source(name="x", sha256="", format="txt"), blocks=blocks)))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.source.name)
def test_own_plans_are_accounted_for(document):
    accounted(compile_plan(document))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.source.name)
def test_evidence_stands_on_the_very_words(document):
    """The span of lead and partners begins and ends with words of the names it proves."""
    plan = compile_plan(document)
    for item in plan.items:
        for field, agencies in (("lead", item.lead), ("partners", item.partners)):
            evidence = item.evidence.get(field)
            if evidence is None or evidence.step == "ditto":
                continue
            words = " ".join(plan.blocks[evidence.block - 1].text[slice(*evidence.span)].split())
            assert words.startswith(agencies[0].as_written[:12])
