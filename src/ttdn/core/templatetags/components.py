"""``{% component "button" label=… %}``: the design system's parts, each a template that names its variables.

A component is ``templates/components/NAME.html``. Its first line declares what it takes::

    {# vars: label, href?, kind=secondary|primary|quiet, *attrs #}

``label`` must be given, ``href`` may be, ``kind`` is one of the words listed and the first unless given;
``*attrs`` lets ``hx_*``, ``data_*`` and ``aria_*`` variables (and ``id``) through to the element as attributes.
An unknown or missing variable is an error when the page is compiled, a word outside the list when it is drawn.

``{% componentblock "panel" title=… %}…{% slot "actions" %}…{% endslot %}{% endcomponentblock %}`` gives what it
encloses to the component as ``content``, and each slot under its own name.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.template.exceptions import TemplateSyntaxError
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
log = logging.getLogger(__name__)

HEAD = re.compile(r"\A\{# vars:(.*?)#\}")
ATTRIBUTE = re.compile(r"\A(?:(?:hx|data|aria)_[a-z_]+|id)\Z")
LITERAL = re.compile(r"""\A(["'])([a-z][a-z0-9-]*)\1\Z""")


class ComponentError(TemplateSyntaxError):
    """A component is used with variables that it does not declare, or without those it needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What the head of a component says: which variables it takes, and what they are when not given."""

    required: frozenset[str]
    defaults: Mapping[str, str | None]
    choices: Mapping[str, tuple[str, ...]]
    open_attributes: bool

    def check_names(self, name: str, given: set[str]) -> None:
        unknown = {word for word in given - self.required - self.defaults.keys() if not self._is_attribute(word)}
        if unknown:
            raise ComponentError(f'component "{name}" does not take {", ".join(sorted(unknown))}')
        if missing := self.required - given:
            raise ComponentError(f'component "{name}" lacks {", ".join(sorted(missing))}')

    def check_words(self, name: str, values: Mapping[str, object]) -> None:
        for word, allowed in self.choices.items():
            if str(values[word]) not in allowed:
                raise ComponentError(f'component "{name}": {word}={values[word]!r} is none of {", ".join(allowed)}')

    def _is_attribute(self, word: str) -> bool:
        # hx-on:* would need eval, which the content security policy forbids.
        return self.open_attributes and bool(ATTRIBUTE.match(word)) and not word.startswith("hx_on")


def parse_declaration(name: str, source: str) -> Declaration:
    """Read the head of a component, e.g. ``{# vars: label, href?, kind=secondary|primary, *attrs #}``."""
    head = HEAD.match(source)
    if head is None:
        raise ComponentError(f'component "{name}" does not name its variables on its first line')
    required, defaults, choices, open_attributes = set(), {}, {}, False
    for part in filter(None, (part.strip() for part in head[1].split(","))):
        if part == "*attrs":
            open_attributes = True
        elif part.endswith("?"):
            defaults[part[:-1]] = None
        elif "=" in part:
            word, _, words = part.partition("=")
            defaults[word] = words.split("|")[0]
            if "|" in words:
                choices[word] = tuple(words.split("|"))
        else:
            required.add(part)
    return Declaration(
        required=frozenset(required), defaults=defaults, choices=choices, open_attributes=open_attributes
    )


@lru_cache(maxsize=256)
def _parse_cached(name: str, source: str) -> Declaration:
    return parse_declaration(name, source)


def attributes(values: Mapping[str, object]) -> SafeString:
    """Write ``{"hx_get": "/x"}`` as `` hx-get="/x"``; None and False leave one out, True gives a bare one."""
    kept = [(word.replace("_", "-"), value) for word, value in values.items() if value is not None]
    kept = [(word, value) for word, value in kept if value is not False]
    bare = format_html_join("", " {}", ((word,) for word, value in kept if value is True))
    return bare + format_html_join("", ' {}="{}"', ((word, value) for word, value in kept if value is not True))


class ComponentNode(Node):
    child_nodelists = ("nodelist", "slots_nodelist")

    def __init__(self, name: str, variables: dict[str, FilterExpression], nodelist: NodeList | None = None) -> None:
        self.name = name
        self.variables = variables
        self.slots = {node.name: node.nodelist for node in nodelist or () if isinstance(node, SlotNode)}
        self.nodelist = NodeList(node for node in nodelist or () if not isinstance(node, SlotNode))
        self.slots_nodelist = NodeList(node for node in nodelist or () if isinstance(node, SlotNode))
        self.is_block = nodelist is not None
        # Read while the page is compiled, so that a wrong use cannot wait for a rare branch to be drawn.
        self._load()[1].check_names(name, set(variables) | set(self.slots) | ({"content"} if self.is_block else set()))

    def _load(self):
        found = get_template(f"components/{self.name}.html").template
        return found, _parse_cached(self.name, found.source)

    def render(self, context) -> SafeString:
        found, declaration = self._load()
        values = {word: expression.resolve(context) for word, expression in self.variables.items()}
        values |= {word: nodelist.render(context) for word, nodelist in self.slots.items()}
        if self.is_block:
            values["content"] = self.nodelist.render(context)
        known = {word: values.pop(word) for word in list(values) if not self._is_extra(declaration, word)}
        filled = {**declaration.defaults, **known}
        for word in declaration.choices:
            filled[word] = filled[word] or declaration.defaults[word]
        declaration.check_words(self.name, filled)
        filled["attrs"] = attributes(values)
        # A component sees its own variables, the request and the form's token, nothing else of the page.
        inner = context.new({**filled, "request": context.get("request"), "csrf_token": context.get("csrf_token")})
        # Stripped, because an inline component must not bring spaces of its own into a sentence.
        return mark_safe(found.render(inner).strip())  # noqa: S308 - a template's output, escaped there

    @staticmethod
    def _is_extra(declaration: Declaration, word: str) -> bool:
        return word not in declaration.required and word not in declaration.defaults and word != "content"


class SlotNode(Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context) -> str:
        raise ComponentError(f'slot "{self.name}" does not stand directly inside a componentblock')


def _read_tag(parser: Parser, token: Token) -> tuple[str, dict[str, FilterExpression]]:
    tag, *bits = token.split_contents()
    literal = LITERAL.match(bits[0]) if bits else None
    if literal is None:
        raise ComponentError(f"{tag} needs the component's name in quotes")
    rest = bits[1:]
    variables = token_kwargs(rest, parser)
    if rest:
        raise ComponentError(f'{tag} "{literal[2]}": cannot read {" ".join(rest)}')
    return literal[2], variables


@register.tag
def component(parser: Parser, token: Token) -> ComponentNode:
    """``{% component "state" label="Hoàn thành" kind="done" %}``"""
    name, variables = _read_tag(parser, token)
    return ComponentNode(name, variables)


@register.tag
def componentblock(parser: Parser, token: Token) -> ComponentNode:
    """``{% componentblock "panel" title="…" %}…{% endcomponentblock %}``"""
    name, variables = _read_tag(parser, token)
    nodelist = parser.parse(("endcomponentblock",))
    parser.delete_first_token()
    return ComponentNode(name, variables, nodelist)


@register.tag
def slot(parser: Parser, token: Token) -> SlotNode:
    """``{% slot "actions" %}…{% endslot %}``, directly inside a componentblock."""
    name, variables = _read_tag(parser, token)
    if variables:
        raise ComponentError(f'slot "{name}" takes no variables')
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(name, nodelist)


@lru_cache(maxsize=128)
def _draw_icon(name: str) -> SafeString:
    return mark_safe(get_template(f"icons/{name}.svg").template.source.strip())  # noqa: S308 - our own file


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing ``templates/icons/NAME.svg``; it always stands beside a word, so readers aloud skip it."""
    if not re.fullmatch(r"[a-z-]+", name):
        raise ComponentError(f"no such icon: {name!r}")
    return _draw_icon(name)


@register.filter
def undo_address(message) -> str:
    """Where a flash message's act can be undone: the word of its ``extra_tags`` that is a path."""
    return next((word for word in (message.extra_tags or "").split() if word.startswith("/")), "")


@register.filter
def page_numbers(page) -> list:
    """The pages to name around this one, gaps as an ellipsis."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag
def asset(path: str) -> str:
    """The address of a shipped file; one that was not gathered is logged and asked for by its plain name.

    So a page, and above all the error page, is drawn even in the middle of an upgrade.
    """
    try:
        return static(path)
    except ValueError:
        log.error("static file not gathered: %s (run ttdn setup)", path)
        return settings.STATIC_URL + path


@register.simple_tag
def version() -> str:
    from ttdn import __version__

    return __version__
