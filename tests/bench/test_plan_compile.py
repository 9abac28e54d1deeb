"""The bench of the plan compiler: what it measures and what it prints; nothing is timed here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import plan_compile
from bench.__main__ import names
from bench._long_plan import long_plan
from ttdn.engine.plans.pipeline import compile_plan
from ttdn.engine.plans.readers import Limits, read_document

LONG = {"big_docx_s": 2.5, "big_docx_cpu_s": 2.4, "big_docx_mb": 150.0, "big_docx_tasks": 2000}


def test_bench_is_offered_by_name():
    assert "plan_compile" in names()
    assert "_long_plan" not in names()


def test_peer_comes_with_what_it_reads_docx_and_pdf_with():
    peers = {peer.partition("==")[0] for peer in plan_compile.PEERS}

    assert {"markitdown", "mammoth", "pdfminer.six"} <= peers


def test_documents_are_those_that_are_there_without_scans(tmp_path):
    for name in ("b.pdf", "a.docx", "a.scan.pdf", "c.txt", "d.json", "e.png"):
        (tmp_path / name).touch()

    found = plan_compile.documents([tmp_path / "khong-co", tmp_path])

    assert [path.name for path in found] == ["a.docx", "b.pdf", "c.txt"]


def test_demonstration_documents_are_measured():
    names = {path.name for path in plan_compile.documents(plan_compile.FOLDERS)}

    assert "ke-hoach-thong-tin-doi-ngoai-2026.docx" in names
    assert "nong-thon-moi.txt" in names


def test_line_sums_docx_and_pdf_and_tells_all_files_apart():
    times = {Path("a.docx"): (0.1, 0.4), Path("b.pdf"): (0.2, 0.2), Path("c.txt"): (0.5, 0.1)}
    told = json.loads(json.dumps(plan_compile.summary(times, LONG)))

    assert told == {
        "ratio_to_markitdown": 0.5,
        "ours_cpu_s": 0.3,
        "peer_cpu_s": 0.6,
        "files": 2,
        **LONG,
        "by_kind": {
            "all": {"files": 3, "ours_cpu_s": 0.8, "peer_cpu_s": 0.7},
            "docx": {"files": 1, "ours_cpu_s": 0.1, "peer_cpu_s": 0.4},
            "pdf": {"files": 1, "ours_cpu_s": 0.2, "peer_cpu_s": 0.2},
            "txt": {"files": 1, "ours_cpu_s": 0.5, "peer_cpu_s": 0.1},
        },
    }


def test_show_prints_each_bound_and_what_was_passed_over(capsys):
    times = {Path("a.docx"): (0.1, 0.4)}
    told = plan_compile.summary(times, LONG)
    plan_compile.show(times, told, [Path("scan.pdf")])
    lines = capsys.readouterr().out.splitlines()

    assert "0.25 x" in lines[0]
    assert "left out" in lines[1]
    assert [line.split()[0] for line in lines[2:]] == list(plan_compile.MOST)


@pytest.mark.parametrize("rows", [1, 130])
def test_long_plan_has_a_task_for_every_row(rows):
    document = read_document(long_plan(rows, 3), name="long.docx", limits=Limits())
    tasks = [item for item in compile_plan(document).items if item.kind == "task"]

    assert len(tasks) == rows
    assert all(task.lead and task.partners for task in tasks)


def test_caches_of_the_engine_are_emptied():
    from ttdn.engine.text.normal import fold

    fold("Sở Ngoại vụ")
    plan_compile.forget()

    assert fold.cache_info().currsize == 0
