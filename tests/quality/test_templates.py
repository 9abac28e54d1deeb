"""Templates out of form, and components misused, are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality import templates


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("<ul>\n  <li>\n    a\n  </li>\n</ul>\n", 0),
        ("<ul>\n<li>\na\n</li>\n</ul>\n", 1),
        ('{% componentblock "panel" %}\n  <p>a</p>\n{% endcomponentblock %}\n', 0),
        ('{% componentblock "panel" %}\n<p>a</p>\n{% endcomponentblock %}\n', 1),
    ],
)
def test_form(tmp_path, text, status, capfd):
    (tmp_path / "page.html").write_text(text)

    assert templates.djhtml(tmp_path, write=False) == status


def test_writing_puts_into_form(tmp_path, capfd):
    (tmp_path / "page.html").write_text("<ul>\n<li>\na\n</li>\n</ul>\n")

    templates.djhtml(tmp_path, write=True)

    assert templates.djhtml(tmp_path, write=False) == 0


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ('{% load components %}{% if never %}{% component "button" lable="x" %}{% endif %}', "lable"),
        ("{% if %}", "page.html"),
        ("{% nosuchtag %}", "nosuchtag"),
    ],
)
def test_what_cannot_compile_is_named(tmp_path, settings, text, phrase):
    (tmp_path / "page.html").write_text(text)
    use_templates_of(tmp_path, settings)

    found = templates.uncompilable(tmp_path)

    assert len(found) == 1
    assert phrase in found[0]


def use_templates_of(folder: Path, settings):
    """The folder's templates beside the product's own components."""
    engine = settings.TEMPLATES[0]
    options = {key: value for key, value in engine["OPTIONS"].items() if key != "loaders"}
    settings.TEMPLATES = [{**engine, "DIRS": [folder, *engine["DIRS"]], "OPTIONS": options}]
