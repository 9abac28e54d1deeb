"""From a plan's bytes to its JSON: our compiler against markitdown, which only turns the same files into text.

Counts processor time after imports, each side in a process of its own on one core, file by file in turn, the least of
several rounds; our caches are emptied before each file, for the product reads each in a fresh child. Then a document
of 300 pages and 2,000 tasks goes through that child. The last line is JSON.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bench._long_plan import long_plan

PEERS = [
    "markitdown==0.1.9",
    "mammoth==1.13.0",  # what it reads .docx with
    "lxml==6.1.3",
    "pdfminer.six==20260107",  # and .pdf
    "pdfplumber==0.11.10",
]
ROOT = Path(__file__).parents[1]
FOLDERS = [ROOT.parent / "shared" / "plans", ROOT / "src" / "ttdn" / "demo" / "documents", ROOT / "eval" / "plans"]
KINDS = (".docx", ".pdf")  # the comparison; of texts the peer returns what it was given
TEXTS = (".html", ".md", ".txt")
ROUNDS = 5
MOST = {"ratio_to_markitdown": 2.0, "big_docx_s": 8.0, "big_docx_mb": 400.0}


def documents(folders: Sequence[Path]) -> list[Path]:
    """The plans in folders that are there, scans aside: reading those is another kind of work."""
    found = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [path for path in found if path.suffix in KINDS + TEXTS and not path.name.endswith(".scan.pdf")]


class Side:
    """One candidate in a process of its own: takes a path a line, answers processor seconds or ``null``."""

    def __init__(self, name: str) -> None:
        environment = dict(os.environ)
        if name == "ours":  # the peer's folder has other versions of packages that we use
            environment.pop("PYTHONPATH", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.plan_compile", "--side", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=ROOT,
            env=environment,
        )

    def seconds(self, path: Path) -> float | None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{path}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit("one side ended early; python -m bench.plan_compile --side ours|peer shows why")
        return json.loads(answer)

    def close(self) -> None:
        self.process.communicate()


def answer(name: str) -> None:
    """The process of one side."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints goes elsewhere
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    run = ours() if name == "ours" else peer()
    for line in sys.stdin:
        print(json.dumps(run(Path(line.rstrip("\n")))), file=out, flush=True)


def ours():
    from ttdn.engine.errors import EngineError
    from ttdn.engine.plans.directory import Directory
    from ttdn.engine.plans.pipeline import compile_plan
    from ttdn.engine.plans.readers import Limits, read_document
    from ttdn.engine.plans.to_json import plan_to_json

    def run(path: Path) -> float | None:
        data = path.read_bytes()
        forget()
        started = time.process_time()
        try:
            document = read_document(data, name=path.name, limits=Limits())
        except EngineError:
            return None
        json.dumps(plan_to_json(compile_plan(document, directory=Directory.shipped())), ensure_ascii=False)
        return time.process_time() - started

    return run


def forget() -> None:
    """Empty every cache of the engine."""
    for name, module in list(sys.modules.items()):
        if name.startswith("ttdn.engine"):
            for thing in vars(module).values():
                for each in (thing, *(vars(thing).values() if isinstance(thing, type) else ())):
                    clear = getattr(getattr(each, "__func__", each), "cache_clear", None)
                    if clear is not None:
                        clear()


def peer():
    from markitdown import MarkItDown

    convert = MarkItDown().convert

    def run(path: Path) -> float:
        started = time.process_time()
        convert(path)
        return time.process_time() - started

    return run


def compare(paths: Sequence[Path]) -> dict[Path, tuple[float, float]]:
    """Least seconds of ours and the peer's for each file that ours can read; the first round only warms up."""
    sides = [Side("ours"), Side("peer")]
    least: dict[Path, list[float]] = {}
    try:
        readable = [path for path in paths if sides[0].seconds(path) is not None]
        for path in readable:
            sides[1].seconds(path)
        for _ in range(ROUNDS):
            for path in readable:
                times = [side.seconds(path) for side in sides]
                least[path] = [min(pair) for pair in zip(least.get(path, times), times, strict=True)]
    finally:
        for side in sides:
            side.close()
    return {path: (ours, peer) for path, (ours, peer) in least.items()}


def big() -> dict[str, float]:
    """The long plan through the product's child, in a process that has no other: seconds on the clock, megabytes."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.plan_compile", "--big"],
        stdout=subprocess.PIPE,
        check=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )
    return json.loads(done.stdout)


def measure_big() -> dict[str, float]:
    from ttdn.engine.plans.parse import parse_bytes
    from ttdn.engine.plans.readers import Limits

    data = long_plan()
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        plan = parse_bytes(data, "long.docx", Limits())
        seconds.append(time.perf_counter() - started)
    tasks = sum(item["kind"] == "task" for item in plan["items"])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "big_docx_s": round(min(seconds), 2),
        "big_docx_cpu_s": round((used.ru_utime + used.ru_stime) / len(seconds), 2),
        "big_docx_mb": round(used.ru_maxrss / 1024, 1),
        "big_docx_tasks": tasks,
    }


def summary(times: Mapping[Path, tuple[float, float]], long: Mapping[str, float]) -> dict[str, Any]:
    """The line for machines: sums over .docx and .pdf, the long document, all files by kind."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])
    for path, (ours, peer) in times.items():
        for kind in (path.suffix[1:], "all", *(["set"] if path.suffix in KINDS else [])):
            sums[kind] = [a + b for a, b in zip(sums[kind], (1, ours, peer), strict=True)]
    files, ours, peer = sums["set"]
    return {
        "ratio_to_markitdown": round(ours / peer, 3) if peer else None,
        "ours_cpu_s": round(ours, 4),
        "peer_cpu_s": round(peer, 4),
        "files": files,
        **long,
        "by_kind": {
            kind: {"files": n, "ours_cpu_s": round(a, 4), "peer_cpu_s": round(b, 4)}
            for kind, (n, a, b) in sorted(sums.items())
            if kind != "set"
        },
    }


def show(times: Mapping[Path, tuple[float, float]], told: Mapping[str, Any], passed_over: Sequence[Path]) -> None:
    for path, (ours, peer) in times.items():
        print(f"{path.name[-48:]:<50} {ours * 1000:8.1f} ms  markitdown {peer * 1000:8.1f} ms  {ours / peer:5.2f} x")
    for path in passed_over:
        print(f"{path.name[-48:]:<50} not read yet, left out on both sides")
    for name, most in MOST.items():
        print(f"{name:<20} {told[name]}  (at most {most:g})")


def main(words: Sequence[str]) -> None:
    if words[:1] == ["--side"]:
        answer(words[1])
    elif words[:1] == ["--big"]:
        print(json.dumps(measure_big()))
    else:
        paths = documents(FOLDERS)
        times = compare(paths)
        told = summary(times, big())
        show(times, told, [path for path in paths if path not in times])
        print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
