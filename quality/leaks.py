"""Walks every page as every role and looks for words of the other language.

On Vietnamese pages: English words. On English pages: source texts that have a translation. What stands in
``code``, or under a ``lang`` of its own, is not looked at. ``python -m quality.leaks`` makes the demonstration
province in a data folder of its own, so that lists have rows and a review has doubts.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html

from quality.words import english_in

MOST_PAGES = 150  # of one role; more than the demonstration province has of different kinds
SHOWN_ATTRIBUTES = ("title", "alt", "placeholder", "aria-label", "label", "content", "data-confirm")
UNREAD = {"script", "style", "code", "kbd", "samp", "pre", "svg"}
NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    address: str
    who: str
    text: str

    def __str__(self) -> str:
        return f"{self.address} ({self.who}): {self.text}"


def shown_texts(html: str, language: str) -> Iterator[str]:
    """What a reader of the page sees or hears in its own language."""
    page = lxml.html.document_fromstring(html)
    yield from texts_below(page, language)


def texts_below(element, language: str) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in UNREAD or element.get("lang", language) != language:
        return
    if element.tag != "meta":
        yield from filter(None, (element.get(name) for name in SHOWN_ATTRIBUTES))
        if element.tag == "input" and element.get("type") in {"submit", "button", "reset"}:
            yield element.get("value", "")
    yield element.text or ""
    for inner in element:
        yield from texts_below(inner, language)
        yield inner.tail or ""


def english_leaks(html: str) -> list[str]:
    """Texts of a Vietnamese page with an English word in them."""
    found = []
    for text in shown_texts(html, "vi"):
        words = list(english_in(text))
        if words:
            found.append(f"{' '.join(text.split())[:80]!r} ({', '.join(words)})")
    return found


def vietnamese_leaks(html: str, translations: dict[str, str]) -> list[str]:
    """Texts of an English page that stand there untranslated although the catalogue has them."""
    texts = (" ".join(text.split()) for text in shown_texts(html, "en"))
    return [repr(text) for text in texts if translations.get(text, text) != text]


def links_in(html: str, address: str) -> Iterable[str]:
    page = lxml.html.document_fromstring(html)
    for link in page.iterfind(".//a[@href]"):
        target = urlsplit(urldefrag(urljoin(address, link.get("href")))[0])
        if not target.netloc and target.path.startswith("/"):
            yield target.path


def crawl(client, start: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(address, html) of each page that can be reached by links; of rows of one kind the first three."""
    waiting, seen, kinds = list(start), set(), {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        kind = NUMBERS.sub("#", address)
        if address in seen or kinds.get(kind, 0) >= 3:
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        response = client.get(address)
        if response.status_code in {301, 302}:
            waiting.append(urlsplit(urljoin(address, response["Location"])).path)
        elif response.get("Content-Type", "").startswith("text/html"):
            html = response.content.decode()
            waiting += links_in(html, address)
            yield address, html


def translations() -> dict[str, str]:
    from quality.messages import CATALOGUES, is_translated, keys, read

    known = keys(read(CATALOGUES / "en" / "LC_MESSAGES" / "django.po")).values()
    return {each.id: each.string for each in known if isinstance(each.id, str) and is_translated(each)}


def check(start: Iterable[str] = ("/", "/tai-khoan/dang-nhap/", "/khong-co-trang-nay/")) -> tuple[list[Leak], int]:
    """Every leak, and how many pages were seen, in both languages, signed out and as each demonstration user."""
    from django.conf import settings
    from django.test import Client

    from ttdn.accounts.models import User

    known, leaks, pages = translations(), [], 0
    for user in [None, *User.objects.active()]:
        for language in ("vi", "en"):
            client = Client(raise_request_exception=False, headers={"accept-language": language})
            if user:
                User.objects.filter(pk=user.pk).update(language=language)
                client.force_login(user)
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
            for address, html in crawl(client, start):
                pages += 1
                texts = english_leaks(html) if language == "vi" else vietnamese_leaks(html, known)
                who = f"{user.email if user else 'signed out'}, {language}"
                leaks += [Leak(address=address, who=who, text=text) for text in texts]
    return leaks, pages


def set_up_demonstration() -> None:
    """The demonstration province in a fresh data folder; to be called before Django is."""
    os.environ["TTDN_DATA"] = tempfile.mkdtemp(prefix="ttdn-leaks-")
    os.environ.pop("DATABASE_URL", None)
    os.environ["TTDN_HOSTS"] = "testserver"
    from ttdn.cli import django_side, setting_up

    django_side.start()
    setting_up.prepare(lambda text: None)
    from ttdn import demo

    demo.load()


def main() -> int:
    import shutil

    set_up_demonstration()
    try:
        leaks, pages = check()
    finally:
        shutil.rmtree(os.environ["TTDN_DATA"])
    once = {(NUMBERS.sub("#", leak.address), leak.text): leak for leak in leaks}
    print("\n".join(str(leak) for leak in once.values()), end="\n" if once else "")
    print(f"{pages} pages seen")
    return 1 if leaks or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
