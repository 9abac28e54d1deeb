"""Runs one bench with the peer it names in ``PEERS``; without a name lists them: ``python -m bench [NAME]``."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

BENCHES = Path(__file__).parent
INSTALLED = Path("build/bench")


def names() -> list[str]:
    return sorted(path.stem for path in BENCHES.glob("*.py") if not path.stem.startswith("_") and path.stem != "timing")


def peers(tree: ast.Module) -> list[str]:
    """The peer's locked packages, read without importing the bench, which needs them."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "PEERS":
            return ast.literal_eval(node.value)
    return []


def install(packages: list[str], folder: Path) -> None:
    """In a folder of the bench's own: the product's environment stays what the lock says."""
    if packages and not folder.exists():
        command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", str(folder), *packages]
        subprocess.run(command, check=True)


def main(words: list[str]) -> int:
    trees = {name: ast.parse((BENCHES / f"{name}.py").read_text(encoding="utf-8")) for name in names()}
    if not words:
        for name, tree in trees.items():
            print(f"  make bench NAME={name}\t{(ast.get_docstring(tree) or '').splitlines()[0]}")
        return 0
    if words[0] not in trees:
        print(f"no bench {words[0]!r}; there are: {', '.join(trees)}", file=sys.stderr)
        return 2
    folder = INSTALLED / words[0]
    install(peers(trees[words[0]]), folder)
    environment = {**os.environ, "PYTHONPATH": str(folder.resolve())}
    return subprocess.run([sys.executable, "-m", f"bench.{words[0]}", *words[1:]], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
