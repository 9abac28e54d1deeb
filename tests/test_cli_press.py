"""``ttdn press``: JSON alone on standard output, one Vietnamese sentence where it cannot be."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from bench._cluster import cluster
from bench._warc import pages
from tests.engine.press.newspaper import article, edition

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Báo Lam Vân</title><item><title>Tin một</title>
<link>https://bao.example/1</link><pubDate>Mon, 05 Jan 2026 08:00:00 +0700</pubDate></item></channel></rss>"""


@pytest.fixture
def ttdn(tmp_path):
    """``ttdn("press", …)`` in a folder of its own."""

    def call(*words, status: int = 0) -> subprocess.CompletedProcess:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TTDN_")}
        done = subprocess.run(
            [sys.executable, "-m", "ttdn", "press", *map(str, words)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=environment,
            timeout=120,
        )
        assert done.returncode == status, done.stderr
        return done

    return call


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tin.html").write_bytes(article(3, naming=True))
    (tmp_path / "ten.txt").write_text("Lam Vân\n\nChợ Mây\n", encoding="utf-8")
    (tmp_path / "bao.warc.gz").write_bytes(pages(edition(30)))
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    return tmp_path


def one_sentence(done: subprocess.CompletedProcess) -> str:
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("ttdn: ")
    return done.stderr


def test_extract_prints_the_article(ttdn, folder):
    done = ttdn("extract", "tin.html", "--url", "https://bao.example/3")

    article_ = json.loads(done.stdout)
    assert (article_["title"], article_["language"], article_["url"]) == ("Tin số 3", "vi", "https://bao.example/3")
    assert "tỉnh Lam Vân" in article_["text"]
    assert done.stderr == ""


def test_match_prints_what_a_page_names(ttdn, folder):
    found = json.loads(ttdn("match", "tin.html", "--names", "ten.txt").stdout)

    (mention,) = found["mentions"]
    assert found["article"]["text"][mention["start"] : mention["end"]] == mention["key"] == "Lam Vân"


def test_match_reads_plain_text_and_a_list_as_json(ttdn, folder):
    (folder / "tin.txt").write_text("Phiên chợ ở Chợ Mây đông vui, khách từ xa tới từ sáng sớm.", encoding="utf-8")
    (folder / "ten.json").write_text('{"entries": [{"key": "cho", "name": "Chợ Mây"}]}', encoding="utf-8")

    found = json.loads(ttdn("match", "tin.txt", "--names", "ten.json").stdout)

    assert [mention["key"] for mention in found["mentions"]] == ["cho"]


def test_feed_prints_its_entries(ttdn, folder):
    feed = json.loads(ttdn("feed", "feed.xml").stdout)

    assert feed["kind"] == "rss"
    assert [(entry["url"], entry["published"]) for entry in feed["entries"]] == [
        ("https://bao.example/1", "2026-01-05T08:00:00+07:00")
    ]


@pytest.mark.parametrize(
    ("words", "content", "phrase"),
    [
        (["extract"], b"%PDF-1.7", "không phải trang web"),
        (["extract"], b"", "không phải trang web"),
        (["extract"], b"<html><body><p>Xin</p></body></html>", "không có bài báo nào"),
        (["extract"], b"<html><body>" + b"<div>" * 100_000, "lớn quá mức"),
        (["feed"], b"<html><p>Xin</p></html>", "nguồn tin"),
        (["match", "--names", "ten.txt"], b"<html><body><p>Xin</p></body></html>", "không có bài báo nào"),
    ],
    ids=["pdf", "empty", "no article", "too deep", "no feed", "nothing to match"],
)
def test_file_that_gives_nothing_ends_with_3(ttdn, folder, words, content, phrase):
    (folder / "la").write_bytes(content)

    assert phrase in one_sentence(ttdn(*words, "la", status=3))


@pytest.mark.parametrize("words", [["extract"], ["feed"], ["match", "--names", "ten.txt"]])
def test_missing_file_ends_with_3(ttdn, folder, words):
    assert "không có tệp này" in one_sentence(ttdn(*words, "khong-co", status=3))


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1, 2]", b"{", b"\xff\xfe\x00", b'[{"name": "a", "kind": "person"}]']
)
def test_wrong_list_of_names_ends_with_2(ttdn, folder, content):
    (folder / "sai.json").write_bytes(content)

    assert "--names" in one_sentence(ttdn("match", "tin.html", "--names", "sai.json", status=2))


def test_ingest_prints_the_report_and_its_progress(ttdn, folder):
    done = ttdn("ingest", "bao.warc.gz", "--names", "ten.txt", "--out", "ra", "--workers", "2")

    report = json.loads(done.stdout)
    assert (report["pages"], report["outcomes"]["mention"] + report["outcomes"]["duplicate"]) == (30, 4)
    assert "Đã đọc 1/1 phần, 30 trang, 4 bài có nhắc đến." in done.stderr
    assert len((folder / "ra" / "articles.jsonl").read_text().splitlines()) == 4


def test_ingest_by_a_cluster_gives_the_same_files(ttdn, folder):
    ttdn("ingest", "bao.warc.gz", "--names", "ten.txt", "--out", "mot")
    with cluster(1) as (address, _):
        ttdn("ingest", "bao.warc.gz", "--names", "ten.txt", "--out", "cum", "--scheduler", address)

    for name in ("articles.jsonl", "set-aside.jsonl", "report.json"):
        assert (folder / "mot" / name).read_bytes() == (folder / "cum" / name).read_bytes()


def test_ingest_into_the_folder_of_another_run_ends_with_2(ttdn, folder):
    ttdn("ingest", "bao.warc.gz", "--names", "ten.txt", "--out", "ra")
    (folder / "khac.txt").write_text("Chợ Mây", encoding="utf-8")

    said = one_sentence(ttdn("ingest", "bao.warc.gz", "--names", "khac.txt", "--out", "ra", status=2))
    assert "lượt đọc khác" in said


@pytest.mark.parametrize(
    ("words", "status", "phrase"),
    [
        (["khong-co.warc.gz", "--names", "ten.txt", "--out", "ra"], 3, "không có tệp này"),
        ([".", "--names", "ten.txt", "--out", "ra"], 3, "thư mục"),
        (["bao.warc.gz", "--names", "ten.txt", "--out", "tin.html"], 1, "không ghi được"),
        (["bao.warc.gz", "--names", "ten.txt", "--out", "ra", "--workers", "0"], 2, "--workers"),
        (["bao.warc.gz", "--names", "ten.txt"], 2, "--out"),
        (["bao.warc.gz", "--names", "ten.txt", "--out", "ra", "--scheduler", "tcp://127.0.0.1:9"], 1, "bộ điều phối"),
    ],
)
def test_ingest_that_cannot_be_says_why(ttdn, folder, words, status, phrase):
    assert phrase in one_sentence(ttdn("ingest", *words, status=status))


def test_press_starts_without_django(folder):
    program = (
        "import sys; from ttdn.cli import main; status = main(sys.argv[1:]); "
        "print([name for name in sys.modules if name.split('.')[0] == 'django'], file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "press", "match", "tin.html", "--names", "ten.txt"],
        capture_output=True,
        text=True,
        cwd=folder,
    )

    assert (done.returncode, done.stderr) == (0, "[]\n")
