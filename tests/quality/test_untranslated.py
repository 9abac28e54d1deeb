"""Words that no translation can reach are found; what a reader never sees is not."""

from __future__ import annotations

import pytest

from quality import untranslated


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<p>Kế hoạch</p>", [(1, "<p>Kế hoạch</p>")]),
        ('\n<a title="Đóng">x</a>', [(2, '<a title="Đóng">x</a>')]),
        ('{% translate "Kế hoạch" %}', []),
        ("{% blocktranslate count n=n %}một mục\n{% plural %}{{ n }} mục{% endblocktranslate %}", []),
        ("{# vars: tên #}{% comment %}\nkhông thấy{% endcomment %}<!-- ẩn -->", []),
        ('{% component "field" label=_("Tên") %}', []),
        ('{% component "field" label="Tên" %}', [(1, '{% component "field" label="Tên" %}')]),
        ('<a lang="vi" hreflang="vi">Tiếng Việt</a>', []),
    ],
)
def test_template(template, found):
    assert untranslated.in_template(template) == found


@pytest.mark.parametrize(
    ("module", "found"),
    [
        ('title = "Kế hoạch"', [(1, "Kế hoạch")]),
        ('title = _("Kế hoạch")', []),
        ('title = gettext_lazy("Kế hoạch %s") % name', []),
        ('title = _("Kế hoạch") + "đã đọc"', [(1, "đã đọc")]),
        ('def view():\n    """Trang «Kế hoạch»."""', []),
        ('title = f"Kế hoạch {n}"', [(1, "Kế hoạch ")]),
        ('WORDS = ["quý"]  # data: how plans write it', []),
    ],
)
def test_module(module, found):
    assert untranslated.in_python(module) == found


def test_folder_is_walked(tmp_path):
    (tmp_path / "templates" / "a").mkdir(parents=True)
    (tmp_path / "workspace" / "views").mkdir(parents=True)
    (tmp_path / "templates" / "a" / "b.html").write_text("Nộp báo cáo")
    (tmp_path / "workspace" / "views" / "c.py").write_text('x = "Nộp báo cáo"')

    assert [fault.rpartition("/")[2] for fault in untranslated.faults(tmp_path)] == [
        "b.html:1: Nộp báo cáo",
        "c.py:1: Nộp báo cáo",
    ]
