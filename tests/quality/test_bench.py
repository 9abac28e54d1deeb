"""Each bench can be listed, names a pinned peer, and is known by its name."""

from __future__ import annotations

import ast
import re

from bench import __main__ as bench


def test_every_bench_names_what_it_measures_and_a_pinned_peer():
    trees = {name: ast.parse((bench.BENCHES / f"{name}.py").read_text(encoding="utf-8")) for name in bench.names()}

    assert "read_docx" in trees
    assert all(ast.get_docstring(tree) for tree in trees.values())
    pins = [pin for tree in trees.values() for pin in bench.peers(tree)]
    assert pins
    assert [pin for pin in pins if not re.fullmatch(r"[\w.-]+==[\w.]+", pin)] == []


def test_unknown_bench_is_a_wrong_call(capsys):
    assert bench.main(["no-such"]) == 2
    assert "read_docx" in capsys.readouterr().err
