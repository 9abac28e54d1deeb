"""The English catalogue against the sources: nothing missing, stale, doubtful or with other placeholders.

Source texts are Vietnamese; ``locale/en`` translates them. ``locale/vi`` holds only what Django itself has not
translated into Vietnamese. ``python -m quality.messages [--write]`` checks, or brings the catalogue up to date.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

SOURCES = Path("src/ttdn")
CATALOGUES = Path("src/ttdn/locale")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
DJANGO = "**/locale/en/LC_MESSAGES/django.po"
HEAD = """\
# The interface in English. Source texts are Vietnamese; `make messages` keeps this file in line with them.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def python_of(template: str) -> bytes:
    """A template as Python source with its texts in gettext calls, line by line the same."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    # Indentation means nothing in a template, but everything to the extractor.
    return "\n".join(line.lstrip() for line in templatize(template).splitlines()).encode()


def texts_in(path: Path) -> Iterator[tuple]:
    """(line, text or texts, comments, context) of each text to translate in a source file."""
    source = path.read_bytes()
    if path.suffix == ".html":
        source = python_of(source.decode())
    yield from extract("python", io.BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"})


def source_files(root: Path) -> list[Path]:
    return sorted(path for kind in ("*.py", "*.html") for path in root.rglob(kind))


def wanted(root: Path) -> Catalog:
    """Every text of the sources, untranslated."""
    catalogue = Catalog(locale="en")
    for path in source_files(root):
        for line, text, comments, context in texts_in(path):
            place = path.relative_to(root).as_posix()
            catalogue.add(text, None, [(place, line)], auto_comments=comments, context=context)
    return catalogue


def read(path: Path, locale: str = "en") -> Catalog:
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def keys(catalogue: Catalog) -> dict:
    return {(message.context, message.id): message for message in catalogue if message.id}


def is_translated(message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def faults(root: Path, path: Path) -> list[str]:
    """What is wrong with the catalogue at ``path``, one line each."""
    have, want = read(path), keys(wanted(root))
    known = keys(have)
    found = [f"missing: {name(key)}" for key in want.keys() - known.keys()]
    found += [f"stale, no longer in the sources: {name(key)}" for key in known.keys() - want.keys()]
    found += [f"stale, kept aside: {key}" for key in have.obsolete]
    for key, message in known.items():
        if message.fuzzy:
            found.append(f"doubtful (fuzzy): {name(key)}")
        elif not is_translated(message):
            found.append(f"not translated: {name(key)}")
        found += [f"{name(key)}: {error}" for error in message.check(have)]
    return sorted(found)


def faults_beside_django(path: Path) -> list[str]:
    """What in the Vietnamese catalogue is no text of Django's (any more), or not translated."""
    import django

    own = {key for source in Path(django.__file__).parent.glob(DJANGO) for key in keys(read(source))}
    have = read(path, "vi")
    found = [f"no text of Django's: {name(key)}" for key in keys(have).keys() - own]
    for key, message in keys(have).items():
        if message.fuzzy or not is_translated(message):
            found.append(f"not translated: {name(key)}")
        found += [f"{name(key)}: {error}" for error in message.check(have)]
    return sorted(found)


def name(key: tuple) -> str:
    text = key[1][0] if isinstance(key[1], tuple) else key[1]
    return repr(text)


def write(root: Path, path: Path) -> int:
    """Bring the catalogue in line with the sources; returns how many texts are still to be translated."""
    known, catalogue = keys(read(path)), wanted(root)
    for key, message in keys(catalogue).items():
        if key in known and not known[key].fuzzy:
            message.string = known[key].string
    body = io.BytesIO()
    write_po(body, catalogue, width=110, omit_header=True, sort_by_file=True, include_lineno=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + body.getvalue().decode().rstrip() + "\n", encoding="utf-8")
    return sum(not is_translated(message) for message in keys(catalogue).values())


def main(words: list[str]) -> int:
    path = CATALOGUES / "en" / "LC_MESSAGES" / "django.po"
    if "--write" in words:
        print(f"{path}: {write(SOURCES, path)} to translate")
        return 0
    found = faults(SOURCES, path) + faults_beside_django(CATALOGUES / "vi" / "LC_MESSAGES" / "django.po")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
