"""``ttdn press extract``, ``match``, ``feed`` and ``ingest``: the listening engine from a shell, without a database."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from ttdn.cli.outcome import BAD_USAGE, CANNOT_WRITE, UNREADABLE, Failure
from ttdn.cli.plans import limits_from_environment, read_file, why_unreadable
from ttdn.engine.errors import UnreadableDocument

# What the child says of itself in the words of a plan.
FAULTS = {
    "timeout": "đọc quá lâu nên đã dừng.",
    "memory": "cần quá nhiều bộ nhớ nên đã dừng.",
    "output-too-large": "kết quả lớn quá mức cho phép.",
    "crashed": "không đọc được do lỗi khi xử lý.",
}
DISCARDED = {
    "not_an_article": "là trang web nhưng không có bài báo nào",
    "unreadable": "không đọc được",
    "too_large": "lớn quá mức của một bài báo",
    "too_slow": "đọc quá lâu nên đã dừng",
    "not_html": "không phải trang web",
}


def extract(given) -> int:
    """Print the article of a page, and nothing else, on standard output."""
    return show("press-extract", given.file, {"url": given.url, "mode": given.mode})


def match(given) -> int:
    """Print what a page's article, or a plain text, names."""
    return show("press-match", given.file, {"url": given.url, "mode": given.mode, "names": read_names(given.names)})


def feed(given) -> int:
    """Print a feed or sitemap."""
    return show("press-feed", given.file, {})


def show(task: str, file: str, arguments: dict) -> int:
    """What a limited child makes of the file."""
    from ttdn.engine.child import run_limited

    limits = limits_from_environment()
    data = read_file(file, at_most=limits.file_bytes)
    if len(data) > limits.file_bytes:
        raise Failure(f"{file}: tệp quá lớn.", status=UNREADABLE)
    try:
        result = json.loads(run_limited(task, data, limits=limits, arguments=arguments))
    except UnreadableDocument as error:
        raise Failure(f"{file}: {FAULTS.get(error.code, error.message)}", status=UNREADABLE) from error
    if "discarded" in result:
        why = result["discarded"]
        raise Failure(f"{file}: {DISCARDED[why['outcome']]} ({why['reason']}).", status=UNREADABLE)
    sys.stdout.buffer.write(json.dumps(result, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()
    return 0


def read_names(path: str) -> str:
    """The watched names as JSON; a wrong list is a wrong call. Plain text is one name to a line."""
    from ttdn.engine.press.watch_list import entries_from_json

    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        if not text.lstrip().startswith(("[", "{")):
            text = json.dumps([line.strip() for line in text.splitlines() if line.strip()], ensure_ascii=False)
        entries_from_json(json.loads(text))
    except OSError as error:
        raise Failure(f"--names {path}: {why_unreadable(error)}", status=BAD_USAGE) from error
    except ValueError as error:
        raise Failure(f"--names {path}: không phải danh sách tên cần theo dõi.", status=BAD_USAGE) from error
    return text


def ingest(given) -> int:
    """Read archives into a folder, or go on with a run that was cut off; the report goes to standard output."""
    from ttdn.engine.press.ingest import run
    from ttdn.engine.press.ingest.journal import OtherRun
    from ttdn.engine.press.ingest.keepers import IngestFailed, Reading

    if given.workers < 1:
        raise Failure("--workers cần một số từ 1 trở lên.", status=BAD_USAGE)
    archives = [Path(file) for file in given.files]
    for archive in archives:
        check_archive(archive)
    reading = Reading(names=read_names(given.names), mode=given.mode)
    show_progress = Progress()
    try:
        report = run.ingest(
            archives,
            reading,
            Path(given.out),
            workers=given.workers,
            scheduler=given.scheduler,
            on_progress=show_progress,
        )
    except OtherRun as error:
        raise Failure(f"--out {given.out}: {OTHER_RUN[error.code]}", status=BAD_USAGE) from error
    except IngestFailed as error:
        raise Failure(INGEST_FAILED[error.code].format(error.detail)) from error
    except OSError as error:
        raise Failure(f"--out {given.out}: không ghi được ({error.strerror}).", status=CANNOT_WRITE) from error
    finally:
        show_progress.end()
    print(json.dumps(report, ensure_ascii=False, indent=1))
    return 0


OTHER_RUN = {
    "other": "thư mục đang giữ một lượt đọc khác (khác tệp, khác tên cần theo dõi); hãy chọn thư mục khác.",
    "busy": "một tiến trình khác đang làm việc trong thư mục này.",
}
INGEST_FAILED = {
    "archive": "không đọc được kho trang: {}.",
    "no-package": "chưa cài gói cho cụm máy; hãy chạy: pip install 'ttdn[cluster]'.",
    "no-scheduler": "không có bộ điều phối nào trả lời ở {}; hãy xem --scheduler.",
    "no-worker": "chưa có máy nào nối vào bộ điều phối {}.",
    "died": "tiến trình đọc bị dừng nhiều lần; máy có đủ bộ nhớ không? Chạy lại lệnh này sẽ đọc tiếp.",
}


def check_archive(path: Path) -> None:
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise Failure(f"{path}: {why_unreadable(error)}", status=UNREADABLE) from error


class Progress:
    """How far the run is, on standard error: one line that changes in a terminal, else a line a tenth."""

    def __init__(self) -> None:
        self._shown = -1
        self._open = False

    def __call__(self, now) -> None:
        tenth = 10 * now.done // now.parts
        if not sys.stderr.isatty() and tenth == self._shown:
            return
        self._shown, self._open = tenth, sys.stderr.isatty()
        line = f"Đã đọc {now.done}/{now.parts} phần, {now.pages} trang, {now.found} bài có nhắc đến."
        print(f"\r{line}" if self._open else line, end="" if self._open else "\n", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._open:
            print(file=sys.stderr)
