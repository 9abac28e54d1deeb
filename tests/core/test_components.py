"""Components say what they take and refuse the rest; tokens agree; nothing is inline; error pages stand alone."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils import translation

import ttdn
from ttdn.core.templatetags.components import (
    ComponentError,
    attributes,
    icon,
    parse_declaration,
    undo_address,
)

PACKAGE = Path(ttdn.__file__).parent
TEMPLATES = PACKAGE / "templates"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))
TOKENS = (PACKAGE / "static/css/tokens.css").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def draw(source: str, request=None, **context) -> str:
    around = RequestContext(request, context) if request else Context(context)
    return Template("{% load components %}" + source).render(around)


class PlanForm(forms.Form):
    name = forms.CharField(label="Tên", help_text="Như trong văn bản.")
    note = forms.CharField(label="Ghi chú", required=False)
    declared = forms.BooleanField(label="Không chứa bí mật")
    role = forms.ChoiceField(label="Vai trò", choices=[("a", "Chủ trì")], widget=forms.RadioSelect)


# --- the tag ---


def test_component_draws_its_template_with_defaults():
    assert draw('{% component "button" label="Gửi" %}') == (
        '<button class="button secondary" type="submit"><span>Gửi</span></button>'
    )


def test_component_takes_values_from_the_page():
    assert draw('{% component "link-button" label=words href="/x/" kind="primary" %}', words="A & B") == (
        '<a class="button primary" href="/x/"><span>A &amp; B</span></a>'
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('{% component "button" %}', 'component "button" lacks label'),
        ('{% component "button" label="x" colour="red" %}', 'component "button" does not take colour'),
        ('{% component "state" label="x" hx_get="/" %}', 'component "state" does not take hx_get'),
        ('{% component "button" label="x" hx_on_click="y" %}', 'component "button" does not take hx_on_click'),
        ('{% component button label="x" %}', "component needs the component's name in quotes"),
        ('{% component "button" "x" %}', 'component "button": cannot read "x"'),
        ('{% componentblock "button" label="x" %}y{% endcomponentblock %}', 'component "button" does not take content'),
        ('{% component "panel" title="x" %}', 'component "panel" lacks content'),
        (
            '{% componentblock "panel" title="x" %}{% slot "foot" %}{% endslot %}{% endcomponentblock %}',
            'component "panel" does not take foot',
        ),
    ],
)
def test_component_wrongly_used_does_not_compile(source, reason):
    with pytest.raises(ComponentError) as raised:
        Template("{% load components %}" + source)
    assert str(raised.value) == reason


def test_component_wrongly_used_in_a_branch_never_drawn_does_not_compile():
    with pytest.raises(ComponentError):
        Template('{% load components %}{% if False %}{% component "state" %}{% endif %}')


def test_component_with_a_word_outside_its_list_is_not_drawn():
    with pytest.raises(ComponentError) as raised:
        draw('{% component "state" label="x" kind=kind %}', kind="purple")
    assert str(raised.value) == "component \"state\": kind='purple' is none of none, open, soon, late, done"


def test_component_does_not_see_the_page():
    assert "secret" not in draw('{% component "button" label="x" %}', value="secret", icon="search")


def test_componentblock_gives_content_and_slots():
    html = draw(
        '{% componentblock "panel" title="T" count=2 %}<p>{{ word }}</p>'
        '{% slot "actions" %}<i>{{ word }}</i>{% endslot %}{% endcomponentblock %}',
        word="<b>",
    )
    assert '<h2>T <span class="count">2</span></h2>' in html
    assert '<div class="actions"><i>&lt;b&gt;</i></div>' in html
    assert html.count("<p>&lt;b&gt;</p>") == 1


def test_slot_that_is_not_directly_inside_a_block_says_so():
    with pytest.raises(ComponentError) as raised:
        draw(
            '{% componentblock "panel" title="T" %}{% if yes %}{% slot "actions" %}{% endslot %}{% endif %}'
            "{% endcomponentblock %}",
            yes=True,
        )
    assert str(raised.value) == 'slot "actions" does not stand directly inside a componentblock'


def test_declaration_is_read_from_the_first_line():
    declaration = parse_declaration("x", "{# vars: label, href?, kind=a|b, name=q, *attrs #}\n<b>")
    assert declaration.required == {"label"}
    assert declaration.defaults == {"href": None, "kind": "a", "name": "q"}
    assert declaration.choices == {"kind": ("a", "b")}
    assert declaration.open_attributes is True


def test_component_without_a_declaration_is_refused():
    with pytest.raises(ComponentError):
        parse_declaration("x", "<b>{{ label }}</b>")


def test_attributes_are_escaped_and_false_ones_left_out():
    assert attributes({"hx_get": '/x?a="1"', "data_row": True, "data_no": False, "data_none": None, "data_n": 0}) == (
        ' data-row hx-get="/x?a=&quot;1&quot;" data-n="0"'
    )


def test_icon_that_is_not_a_plain_name_is_refused():
    with pytest.raises(ComponentError):
        icon("../base")


# --- single components ---


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_compiles_and_declares_its_variables(name):
    source = get_template(f"components/{name}.html").template.source
    declared = parse_declaration(name, source)
    words = declared.required | declared.defaults.keys()
    unused = [word for word in words if not re.search(rf"\{{[{{%][^}}]*\b{word}\b", source.partition("#}")[2])]
    assert unused == []


def test_state_carries_word_and_shape():
    html = draw('{% component "state" label="Quá hạn 9 ngày" kind="late" %}')
    assert html.startswith('<span class="state late"><svg')
    assert html.endswith("</svg>Quá hạn 9 ngày</span>")


def test_field_with_an_error_ties_help_and_error_to_the_control():
    html = draw('{% component "field" field=field %}', field=PlanForm({})["name"])
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert '<p class="help" id="id_name_helptext">Như trong văn bản.</p>' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_field_says_optional_in_words():
    assert "(không bắt buộc)" in draw('{% component "field" field=field %}', field=PlanForm()["note"])
    assert "(không bắt buộc)" not in draw('{% component "field" field=field %}', field=PlanForm()["name"])
    assert "(không bắt buộc)" not in draw(
        '{% component "field" field=field optional="hidden" %}', field=PlanForm()["note"]
    )


def test_field_of_several_controls_is_a_fieldset():
    html = draw('{% component "field" field=field %}', field=PlanForm()["role"])
    assert html.startswith("<fieldset")
    assert "<legend>Vai trò</legend>" in html


def test_form_errors_link_to_their_fields():
    form = PlanForm({"declared": "on", "role": "a"})
    assert '<li><a href="#id_name">Tên</a>: ' in draw('{% component "form-errors" form=form %}', form=form)
    assert draw('{% component "form-errors" form=form %}', form=PlanForm()) == ""


def test_pagination_keeps_the_filters_of_the_address():
    html = draw(
        '{% component "pagination" page=page %}',
        page=Paginator(range(120), 50).page(2),
        request=RequestFactory().get("/?q=a&page=2"),
    )
    assert re.findall(r'href="([^"]+)"', html) == [
        "?q=a&amp;page=1",
        "?q=a&amp;page=1",
        "?q=a&amp;page=2",
        "?q=a&amp;page=3",
        "?q=a&amp;page=3",
    ]
    assert "51–100 trong 120" in html


def test_pagination_of_one_page_is_nothing():
    assert draw('{% component "pagination" page=page %}', page=Paginator(range(3), 50).page(1)) == ""


def test_message_offers_undo_where_it_has_an_address():
    assert undo_address(Message(constants.SUCCESS, "x", extra_tags="wide /hoan-tac/4/")) == "/hoan-tac/4/"
    assert undo_address(Message(constants.SUCCESS, "x")) == ""
    html = draw('{% component "message" text="Đã gỡ." kind="success" undo_url="/hoan-tac/4/" %}', csrf_token="abc")
    assert (
        '<form method="post" action="/hoan-tac/4/"><input type="hidden" name="csrfmiddlewaretoken" value="abc">' in html
    )
    assert "<form" not in draw('{% component "message" text="Đã gỡ." %}')


def test_diff_marks_only_what_differs():
    html = draw(
        '{% component "diff" rows=rows before_label="A" after_label="B" caption="C" %}',
        rows=[("Tên", "x", "x"), ("Hạn", "1", "2")],
    )
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["1", "2"]
    assert html.count("khác nhau") == 1


def test_fact_without_a_value_says_so():
    assert '<dd><span class="muted">không ghi</span></dd>' in draw('{% component "fact" term="Hạn" %}')
    assert "<dd>0</dd>" in draw('{% component "fact" term="Số" value=0 %}')


# --- the whole ---


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_holds_inline_style_or_script(path):
    source = path.read_text(encoding="utf-8")
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", source) == []


def test_dark_tokens_are_the_same_for_the_system_and_for_a_choice():
    by_system = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\}', TOKENS, re.DOTALL)[1]
    by_choice = re.search(r'\n\[data-theme="dark"\] \{(.*?)\}', TOKENS, re.DOTALL)[1]
    assert by_system.split() == by_choice.split()


def test_every_colour_has_its_dark_counterpart():
    light = re.search(r'\[data-theme="light"\] \{(.*?)\}', TOKENS, re.DOTALL)[1]
    dark = re.search(r'\n\[data-theme="dark"\] \{(.*?)\}', TOKENS, re.DOTALL)[1]
    assert re.findall(r"--[a-z-]+(?=:)", light) == re.findall(r"--[a-z-]+(?=:)", dark)


def test_style_sheets_name_only_tokens_that_exist():
    known = set(re.findall(r"(--[a-z-]+):", TOKENS))
    sheets = [path for path in (PACKAGE / "static/css").glob("*.css") if path.name != "fonts.css"]
    used = {name for path in sheets for name in re.findall(r"var\((--[a-z-]+)", path.read_text(encoding="utf-8"))}
    assert used - known == set()


def test_colours_stand_in_the_tokens_alone():
    for name in ("base", "components", "workspace"):
        source = (PACKAGE / f"static/css/{name}.css").read_text(encoding="utf-8")
        assert re.findall(r"#[0-9a-f]{3,8}\b(?=[;\s)])|rgb\(", source) == []


@pytest.mark.parametrize("code", [400, 403, 404, 409, 413, 429, 500])
def test_error_page_needs_no_context_and_names_its_code(code):
    html = get_template(f"{code}.html").render()
    assert f"Mã {code}" in " ".join(html.split())
    assert html.count("<h1>") == 1
    assert 'class="rail"' not in html


def test_page_is_drawn_while_its_files_are_not_gathered(settings, caplog):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    assert '<link rel="stylesheet" href="/static/css/base.css">' in get_template("500.html").render()
    assert "static file not gathered: css/base.css (run ttdn setup)" in caplog.messages


def test_conflict_page_shows_both_versions_and_keeps_what_was_sent():
    html = get_template("409.html").render(
        {
            "rows": [("Hạn", "30/06/2026", "30/09/2026")],
            "back": "/quay-lai/",
            "form_action": "/sua/",
            "hidden": [("due", "30/09/2026")],
        }
    )
    assert re.findall(r"<mark>(.*?)</mark>", html) == ["30/06/2026", "30/09/2026"]
    assert '<input type="hidden" name="due" value="30/09/2026">' in html
    assert 'href="/quay-lai/"' in html
