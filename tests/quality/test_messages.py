"""The catalogue check says each kind of staleness."""

from __future__ import annotations

import pytest

from quality import messages

TRANSLATED = 'msgid "Kế hoạch"\nmsgstr "Plan"\n'


@pytest.fixture
def sources(tmp_path):
    (tmp_path / "page.html").write_text(
        '{% load i18n %}\n  <p>{% translate "Kế hoạch" %}</p>\n    {% if a %}\n  {% endif %}\n', encoding="utf-8"
    )
    return tmp_path


def faults_of(sources, *entries: str) -> list[str]:
    catalogue = sources / "django.po"
    catalogue.write_text(messages.HEAD + "\n".join(entries), encoding="utf-8")
    return messages.faults(sources, catalogue)


def test_catalogue_in_line_with_its_sources_passes(sources):
    assert faults_of(sources, TRANSLATED) == []


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ((), "missing: 'Kế hoạch'"),
        (('msgid "Kế hoạch"\nmsgstr ""\n',), "not translated: 'Kế hoạch'"),
        (("#, fuzzy\n" + TRANSLATED,), "doubtful (fuzzy): 'Kế hoạch'"),
        ((TRANSLATED, 'msgid "Đã bỏ"\nmsgstr "Gone"\n'), "stale, no longer in the sources: 'Đã bỏ'"),
        ((TRANSLATED, '#~ msgid "Cũ"\n#~ msgstr "Old"\n'), "stale, kept aside: Cũ"),
    ],
)
def test_each_staleness_is_said(sources, entries, fault):
    assert faults_of(sources, *entries) == [fault]


def test_lost_placeholder_is_said(sources):
    (sources / "page.html").unlink()
    (sources / "view.py").write_text('_("%(count)s nhiệm vụ")', encoding="utf-8")

    found = faults_of(sources, '#, python-format\nmsgid "%(count)s nhiệm vụ"\nmsgstr "%(number)s tasks"\n')

    assert len(found) == 1
    assert "nhiệm vụ" in found[0]


def test_plural_without_its_second_form_is_said(sources):
    (sources / "page.html").write_text(
        "{% load i18n %}{% blocktranslate count n=n %}một mục{% plural %}{{ n }} mục{% endblocktranslate %}",
        encoding="utf-8",
    )

    found = faults_of(sources, 'msgid "một mục"\nmsgid_plural "%(n)s mục"\nmsgstr[0] "one item"\nmsgstr[1] ""\n')

    assert found == ["not translated: 'một mục'"]


def test_writing_keeps_what_is_translated_and_drops_what_is_stale(sources):
    catalogue = sources / "django.po"
    catalogue.write_text(messages.HEAD + TRANSLATED + '\nmsgid "Đã bỏ"\nmsgstr "Gone"\n', encoding="utf-8")
    (sources / "view.py").write_text('gettext("Mới")', encoding="utf-8")

    left = messages.write(sources, catalogue)

    assert left == 1
    assert messages.faults(sources, catalogue) == ["not translated: 'Mới'"]


def test_writing_twice_changes_nothing(sources):
    catalogue = sources / "django.po"
    messages.write(sources, catalogue)
    first = catalogue.read_bytes()

    messages.write(sources, catalogue)

    assert catalogue.read_bytes() == first


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ('msgid "Enter a complete value."\nmsgstr "Nhập cho đủ."\n', []),
        ('msgid "Enter a complete value."\nmsgstr ""\n', ["not translated: 'Enter a complete value.'"]),
        ('msgid "Enter it all."\nmsgstr "Nhập cho đủ."\n', ["no text of Django's: 'Enter it all.'"]),
    ],
)
def test_what_django_does_not_say_is_stale(tmp_path, entry, found):
    catalogue = tmp_path / "django.po"
    catalogue.write_text(messages.HEAD.replace("en", "vi") + entry, encoding="utf-8")

    assert messages.faults_beside_django(catalogue) == found
