"""Archives by one process, by several, by a cluster, by runs that are killed: the same bytes; hostile pages bounded."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import brotli
import pytest

from bench._cluster import cluster
from bench._warc import answer, packed, pages, record
from tests.engine.press.newspaper import article, edition
from ttdn.engine.press.ingest.journal import ARTICLES, REPORT, SET_ASIDE, Journal, OtherRun
from ttdn.engine.press.ingest.keepers import Desk, IngestFailed, Reading
from ttdn.engine.press.ingest.parts import Part, meet, split
from ttdn.engine.press.ingest.run import ingest
from ttdn.engine.press.limits import PageLimits
from ttdn.engine.press.responses import page_of

ROOT = Path(__file__).parents[3]
NAMES = '["Lam Vân"]'
PART_BYTES = 12_000
RESULTS = (ARTICLES, SET_ASIDE, REPORT)
# A page that our own reading doubts, about as long as its limits allow: half a second of the processor and more.
COSTLY = ("<html><body><ul>" + "<li>Lam Vân đón đoàn" * 35_000 + "</ul></body></html>").encode()
STRICT = Reading(names=NAMES, limits=PageLimits(page_seconds=0.15, page_bytes=2_000_000))


@pytest.fixture(scope="module")
def archives(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("archives")
    made = []
    for number, (first, last) in enumerate(((0, 70), (70, 100))):
        file = folder / f"bao-{number}.warc.gz"
        file.write_bytes(pages(edition(100)[first:last]))
        made.append(file)
    return made


@pytest.fixture(scope="module")
def undisturbed(archives, tmp_path_factory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("undisturbed")
    ingest(archives, Reading(names=NAMES), out, part_bytes=PART_BYTES)
    return results(out)


def results(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in RESULTS}


def rows(out: Path, name: str = ARTICLES) -> list[dict]:
    return [json.loads(line) for line in (out / name).read_text().splitlines()]


def one_archive(tmp_path: Path, data: bytes) -> list[Path]:
    file = tmp_path / "kho.warc.gz"
    file.write_bytes(data)
    return [file]


def counted(tmp_path: Path, data: bytes, reading: Reading = STRICT, **how) -> dict:
    return ingest(one_archive(tmp_path, data), reading, tmp_path / "out", **how)["outcomes"]


def test_every_page_is_counted_once_and_what_names_is_there(archives, undisturbed):
    report = json.loads(undisturbed[REPORT])
    found = [json.loads(line) for line in undisturbed[ARTICLES].splitlines()]

    assert report["outcomes"] == {"duplicate": 3, "mention": 9, "no_mention": 88}
    assert [row["page"] for row in found] == list(range(0, 100, 9))
    assert [row["url"] for row in found] == [f"http://bao.example/{n}" for n in range(0, 100, 9)]
    assert [row["same_as"] for row in found if row["outcome"] == "duplicate"] == [0, 0, 0]
    assert {row["archive"] for row in found} == {path.name for path in archives}


def test_several_processes_give_the_same_bytes(archives, undisturbed, tmp_path):
    told = []

    ingest(archives, Reading(names=NAMES), tmp_path, workers=3, part_bytes=PART_BYTES, on_progress=told.append)

    assert results(tmp_path) == undisturbed
    assert (told[-1].done, told[-1].pages, told[-1].found) == (told[-1].parts, 100, 12)
    assert told[-1].parts > 6


def test_cluster_gives_the_same_bytes_though_a_worker_is_killed(archives, undisturbed, tmp_path):
    with cluster(2) as (address, workers):

        def kill_one(progress) -> None:
            if progress.done == 2:
                workers[0].kill()

        ingest(archives, Reading(names=NAMES), tmp_path, scheduler=address, part_bytes=PART_BYTES, on_progress=kill_one)

    assert results(tmp_path) == undisturbed


def test_scheduler_that_is_not_there_and_one_without_workers_are_told(archives, tmp_path):
    with pytest.raises(IngestFailed, match="no-scheduler"):
        ingest(archives, Reading(names=NAMES), tmp_path / "a", scheduler="tcp://127.0.0.1:9")
    with cluster(0) as (address, _), pytest.raises(IngestFailed, match="no-worker"):
        ingest(archives, Reading(names=NAMES), tmp_path / "b", scheduler=address)


RUN = """
import sys, pathlib
from ttdn.engine.press.ingest.keepers import Reading
from ttdn.engine.press.ingest.run import ingest
out, workers, *archives = sys.argv[1:]
ingest([pathlib.Path(each) for each in archives], Reading(names='["Lam Vân"]'), pathlib.Path(out),
       workers=int(workers), part_bytes=12_000, on_progress=lambda now: print(now.done, flush=True))
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_run_killed_again_and_again_loses_and_doubles_nothing(archives, undisturbed, tmp_path, workers):
    chance = random.Random(workers)
    command = [sys.executable, "-c", RUN, str(tmp_path / "out"), str(workers), *map(str, archives)]
    kills = 0
    while True:
        run = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
        after = chance.randint(0, 3)  # parts; then somewhere in the middle of the next ones
        for _ in range(after):
            run.stdout.readline()
        time.sleep(chance.random() * 0.05 if after else chance.random() * 2)
        run.kill()
        status = run.wait()
        run.stdout.close()
        if status == 0:
            break
        kills += 1
        assert kills < 60

    assert kills >= 2
    assert results(tmp_path / "out") == undisturbed


def test_run_goes_on_from_every_state_that_a_kill_can_leave(archives, undisturbed, tmp_path):
    whole = tmp_path / "whole"
    ingest(archives, Reading(names=NAMES), whole, part_bytes=PART_BYTES)
    parts = sorted(path.name for path in (whole / "parts").iterdir())
    states = [[REPORT], [REPORT, SET_ASIDE], list(RESULTS), [*RESULTS, f"parts/{parts[3]}"]]
    states += [[*RESULTS, *(f"parts/{name}" for name in parts)], [*RESULTS, "run.json", *(f"parts/{n}" for n in parts)]]
    for number, gone in enumerate(states):
        out = tmp_path / str(number)
        shutil.copytree(whole, out)
        for name in gone:
            torn = (out / name).read_bytes()
            (out / name).rename(out / f"{name}.undone")
            (out / f"{name}.undone").write_bytes(torn[: len(torn) // 2])

        ingest(archives, Reading(names=NAMES), out, part_bytes=PART_BYTES)

        assert results(out) == undisturbed
        assert list(out.rglob("*.undone")) == []


def test_done_run_is_not_done_again(archives, tmp_path):
    first = ingest(archives, Reading(names=NAMES), tmp_path, part_bytes=PART_BYTES)
    shutil.rmtree(tmp_path / "parts")

    assert ingest(archives, Reading(names=NAMES), tmp_path, part_bytes=PART_BYTES) == first
    assert list((tmp_path / "parts").iterdir()) == []


def test_folder_of_another_run_is_refused(archives, tmp_path):
    ingest(archives, Reading(names=NAMES), tmp_path, part_bytes=PART_BYTES)
    before = results(tmp_path)

    for these, reading in ((archives[:1], Reading(names=NAMES)), (archives, Reading(names='["Chợ Mây"]'))):
        with pytest.raises(OtherRun, match="other"):
            ingest(these, reading, tmp_path, part_bytes=PART_BYTES)
    assert results(tmp_path) == before


def test_folder_that_is_worked_in_is_refused(archives, tmp_path):
    with Journal.open(tmp_path, {"a": 1}), pytest.raises(OtherRun, match="busy"):
        ingest(archives, Reading(names=NAMES), tmp_path)


def test_page_that_takes_too_long_is_given_up_and_the_rest_goes_on(tmp_path):
    texts = edition(30, naming_each=3, repeated_each=99)
    texts[7] = ("http://bao.example/cham", COSTLY)
    texts[8] = ("http://bao.example/cham-nua", COSTLY)

    outcomes = counted(tmp_path, pages(texts))

    assert outcomes == {"mention": 10, "no_mention": 18, "too_slow": 2}
    assert [row["url"] for row in rows(tmp_path / "out", SET_ASIDE)] == [
        "http://bao.example/cham",
        "http://bao.example/cham-nua",
    ]
    assert [row["page"] for row in rows(tmp_path / "out", SET_ASIDE)] == [7, 8]


def test_page_that_takes_too_much_memory_is_given_up_and_the_rest_goes_on(tmp_path):
    texts = edition(12, naming_each=3)
    texts[4] = ("http://bao.example/to", COSTLY)
    reading = Reading(names=NAMES, limits=PageLimits(memory_mb=24))

    outcomes = counted(tmp_path, pages(texts), reading)

    assert outcomes["mention"] + outcomes.get("duplicate", 0) == 4
    (row,) = rows(tmp_path / "out", SET_ASIDE)
    assert row["url"] == "http://bao.example/to"
    assert row["outcome"] in ("too_large", "unreadable")


def test_hostile_pages_end_in_an_outcome_each(tmp_path):
    good = record("http://bao.example/1", answer(article(1, naming=True)))
    bombs = [
        answer(gzip.compress(bytes(80 << 20)), headers={"Content-Encoding": "gzip"}),
        answer(brotli.compress(bytes(80 << 20)), headers={"Content-Encoding": "br"}),
        answer(b"<html>" + b"<div>" * 300_000 + "Lam Vân".encode()),
        answer(b"<html><p " + b"a=1 " * 300_000 + "Lam Vân".encode()),
        answer(b"<html>" + b"<font a=1><p>" * 30_000 + "Lam Vân".encode()),
        answer(b"\x89PNG Lam", headers={"Content-Type": "text/html"}),
        answer(b"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00" + b"\x00\xd8" * 5000),
        b"",
    ]
    hostile = [record(f"http://bao.example/ac-{n}", block) for n, block in enumerate(bombs)]
    data = packed([good, *hostile, record("http://bao.example/dai", answer(b"x"), length=9), good])[:-5]

    outcomes = counted(tmp_path, data + packed([good]))

    assert sum(outcomes.values()) == len(bombs) + 4
    assert outcomes["mention"] + outcomes["duplicate"] == 2
    assert outcomes["too_large"] >= 4
    assert set(outcomes) <= {
        "mention",
        "duplicate",
        "too_large",
        "unreadable",
        "not_html",
        "not_an_article",
        "no_mention",
    }


def test_archive_within_an_archive_is_one_page_however_it_is_cut(tmp_path):
    inner = packed([record(f"http://trong/{n}", answer(article(n, naming=True))) for n in range(9)], level=0)
    data = packed(
        [
            record("http://bao.example/kho", answer(inner)),
            record("http://bao.example/1", answer(article(1, naming=True))),
        ],
        level=0,
    )

    outcomes = counted(tmp_path, data, part_bytes=4_000)

    assert outcomes == {"mention": 1, "not_html": 1}


def test_damage_across_a_seam_costs_one_page(tmp_path):
    members = [pages([each]) for each in edition(12, naming_each=2, repeated_each=99)]
    at = sum(map(len, members[:6]))
    members[6] = b"\x00" * len(members[6])

    outcomes = counted(tmp_path, b"".join(members), part_bytes=at - 5)

    assert outcomes == {"mention": 5, "no_mention": 6, "unreadable": 1}


@pytest.mark.parametrize("data", [b"", b"rubbish" * 1000])
def test_what_is_no_archive_is_one_unreadable_page(tmp_path, data):
    assert counted(tmp_path, data, part_bytes=1000) == {"unreadable": 1}


def test_archive_that_goes_away_stops_the_run_and_can_be_gone_on_with(archives, undisturbed, tmp_path):
    copies = [Path(shutil.copy(path, tmp_path)) for path in archives]
    copies[1].chmod(0o644)

    def lose(progress) -> None:
        copies[1].unlink(missing_ok=True)

    with pytest.raises(IngestFailed, match="archive"):
        ingest(copies, Reading(names=NAMES), tmp_path / "out", part_bytes=PART_BYTES, on_progress=lose)
    shutil.copy(archives[1], copies[1])
    ingest(copies, Reading(names=NAMES), tmp_path / "out", part_bytes=PART_BYTES)

    assert results(tmp_path / "out") == undisturbed


def test_no_process_is_left_behind(archives, tmp_path):
    desk = Desk()
    part = next(split([str(archives[0])]))
    desk.run(part, Reading(names=NAMES))
    group = desk._keeper._process.pid

    desk.close()

    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def test_keeper_that_is_killed_is_replaced(archives):
    desk = Desk()
    part = next(split([str(archives[0])]))
    try:
        first = desk.run(part, Reading(names=NAMES))
        os.kill(desk._keeper._process.pid, signal.SIGKILL)

        assert desk.run(part, Reading(names=NAMES)) == first
    finally:
        desk.close()


def test_parts_meet_only_where_one_ends_and_the_next_begins():
    parts = [Part(archive="a", number=0, start=at, end=at + 10) for at in (0, 10, 20)]

    def ends(*each):
        return [(part, *end, False) for part, end in zip(parts, each, strict=True)]

    assert meet(ends((0, 12), (12, 25), (25, 30)))
    assert meet(ends((0, 30), (None, None), (None, None)))
    assert not meet(ends((0, 12), (11, 25), (25, 30)))
    assert not meet(ends((0, 30), (14, 25), (25, 30)))
    assert not meet(ends((0, 12), (None, None), (25, 30)))


def test_records_of_the_edition_are_pages(archives):
    from ttdn.engine.press.archive import ArchivePart

    with archives[0].open("rb") as file:
        bodies = [page_of(each, PageLimits()).body for each in ArchivePart(file, limits=PageLimits())]

    assert bodies == [body for _, body in edition(100)[:70]]
