"""HTML by construction: whatever is not made here is text, and escaped."""

from __future__ import annotations

import html

from ttdn.engine.plans.papers.words import plain


class Html(str):
    """Markup that ``element`` made."""

    __slots__ = ()


def text(value: object) -> Html:
    """``value`` as it stands between or inside tags."""
    return value if isinstance(value, Html) else Html(html.escape(plain(value), quote=True))


def element(name: str, *children: object, **attributes: str | int | None) -> Html:
    """A tag with its content; an attribute of None is left out, ``class_`` is ``class``, ``aria_label`` gets a dash."""
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{told}>{joined(*children)}</{name}>")


def joined(*children: object) -> Html:
    return Html("".join(map(text, children)))


def link(target: str, *children: object, **attributes: str | None) -> Html:
    """To a place of the same page; there are no others."""
    return element("a", *children, href=f"#{target}", **attributes)
