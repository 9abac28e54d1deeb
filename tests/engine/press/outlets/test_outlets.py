"""Rules of outlets: each has a golden page, is dated, and a fault in a file is said plainly."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from tests.engine.press.outlets.golden import expectation, faults
from ttdn.engine.press.outlets import OutletFault, load, rules_for, shipped

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
DOCS = Path(__file__).parents[4] / "docs" / "add-an-outlet.md"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_golden_page_is_read_as_it_says(page: Path) -> None:
    assert faults(page, shipped()) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_golden_page_needs_its_rule(page: Path) -> None:
    """A rule that changes nothing goes: the general reading is one less thing to keep."""
    assert [fault for fault in faults(page, {}) if not fault.startswith("outlet:")] != []


def test_every_rule_has_a_golden_page() -> None:
    golden = [expectation(page) for page in PAGES]
    tried = {next(rules_for(want["url"], dt.date.fromisoformat(want["published"]), shipped())) for want in golden}
    assert tried == {rule for rules in shipped().values() for rule in rules}


def test_rule_holds_between_its_days_and_for_hosts_below() -> None:
    day = dt.date(2024, 2, 29)
    old = [rule.text for rule in rules_for("https://m.baolamvan.example/a", day, shipped())]
    new = [rule.text for rule in rules_for("https://baolamvan.example/a", day + dt.timedelta(days=1), shipped())]
    unknown = [rule.text for rule in rules_for("https://baolamvan.example/a", None, shipped())]
    assert (old, new, unknown) == (["#NoiDungBaiViet"], ["td.o-giua"], ["td.o-giua", "#NoiDungBaiViet"])
    assert list(rules_for("https://otherbaolamvan.example/a", day, shipped())) == []
    assert list(rules_for("http://[broken", day, shipped())) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hosts = [", "x.toml: "),
        ("hosts = ['a.example']", "x.toml: 'rule'"),
        ("hosts = ['a.example']\n[[rule]]\ndrop = 'p'", "x.toml: "),
        ("hosts = ['a.example']\n[[rule]]\ntext = 'p'\nauthor = '.by'", "x.toml: no rule has author"),
        ("hosts = ['a.example']\n[[rule]]\ntext = 'p[['", "x.toml: 'p[[' selects nothing that CSS knows"),
    ],
)
def test_fault_in_a_file_is_said_with_its_name(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x.toml").write_text(text, "utf-8")
    with pytest.raises(OutletFault, match=re.escape(said)):
        load(tmp_path)


def test_two_files_for_one_host_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text("hosts = ['a.example']\n[[rule]]\ntext = 'p'", "utf-8")
    with pytest.raises(OutletFault, match="has rules already"):
        load(tmp_path)


def test_the_example_of_the_docs_works_as_written(tmp_path: Path) -> None:
    """The two files of docs/add-an-outlet.md, taken from the page, are all it takes."""
    blocks = re.findall(r"`([\w/.-]+)`:\n\n *```\w+\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert len(blocks) == 2
    for name, text in blocks:
        lines = [line.removeprefix("   ") for line in text.splitlines()]
        (tmp_path / Path(name).name).write_text("\n".join(lines), "utf-8")
    (page,) = tmp_path.glob("*.html")
    assert faults(page, load(tmp_path)) == []
    assert faults(page, {}) != []
