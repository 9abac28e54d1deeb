"""Vietnamese words in a screen's source that no translation can reach.

In templates: outside ``{% translate %}`` and ``{% blocktranslate %}``. In the Python of the screens: a text with
Vietnamese letters that is not an argument of a gettext call. ``python -m quality.untranslated [FOLDER]``
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

SOURCES = Path("src/ttdn")
LETTERS = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯà-ỹÀ-Ỹ]")
# What a reader never sees, and what is translated; each is blanked before the rest is looked at.
HIDDEN = re.compile(
    r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->|\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*trans(?:late)?\s.*?%\}|\{\{\s*_\(.*?\}\}|_\((?:\"[^\"]*\"|'[^']*')\)"
    r"|<(\w+)[^<>]*\slang=\"vi\"[^<>]*>.*?</\1>",
    re.DOTALL,
)
GETTEXT = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
# The screens; below them texts are data or the engine's sentences about data.
SCREENS = ("workspace", "core/templatetags")
DATA = re.compile(r"#.*\bdata\b")  # `# data: …` at the line's end says why a text is not of the interface


def in_template(text: str) -> list[tuple[int, str]]:
    """(line, text) of what is not translated in a template."""
    left = HIDDEN.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return [(number, line.strip()) for number, line in enumerate(left.splitlines(), 1) if LETTERS.search(line)]


def in_python(text: str) -> list[tuple[int, str]]:
    """(line, text) of what is not translated in a module; docstrings are for developers."""
    tree = ast.parse(text)
    reached = {id(inner) for call in ast.walk(tree) if is_gettext(call) for inner in ast.walk(call)}
    reached |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    lines = text.splitlines()
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in reached
        and LETTERS.search(node.value)
        and not DATA.search(lines[node.lineno - 1])
    ]


def is_gettext(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in GETTEXT


def faults(root: Path) -> list[str]:
    found = []
    for path in sorted((root / "templates").rglob("*.html")):
        found += [f"{path}:{line}: {text[:100]}" for line, text in in_template(path.read_text(encoding="utf-8"))]
    for screen in SCREENS:
        for path in sorted((root / screen).rglob("*.py")):
            found += [f"{path}:{line}: {text[:100]}" for line, text in in_python(path.read_text(encoding="utf-8"))]
    return found


def main(words: list[str]) -> int:
    found = faults(Path(words[0]) if words else SOURCES)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
