"""A word of the other language on a page is found, whoever may see the page."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from quality import leaks, words


def page(body: str, language: str = "vi") -> str:
    return f'<html lang="{language}"><head><title>Kế hoạch</title></head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>This field is required.</p>", ["'This field is required.' (This, field, required)"]),
        ('<input placeholder="Search">', ["'Search' (Search)"]),
        ('<input type="submit" value="Save">', ["'Save' (Save)"]),
        ('<button aria-label="Close">×</button>', ["'Close' (Close)"]),
        ("<p>Kế hoạch <b>tasks</b> số 5</p>", ["'tasks' (tasks)"]),
        ("<code>required</code><script>var required</script>", []),
        ('<a lang="en">English version</a>', []),
        ("<p>Ban can bo cho tin ve sau; UBND, KT. CHU TICH, a.password@tinh.example, required.docx</p>", []),
        ("<p>Nhập thư điện tử (email) và địa chỉ URL</p>", []),
    ],
)
def test_english_on_a_vietnamese_page(body, found):
    assert leaks.english_leaks(page(body)) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p> Kế\n hoạch </p>", ["'Kế hoạch'"]),
        ("<p>Plan</p>", []),
        ('<p lang="vi">Kế hoạch</p>', []),
        ("<p>Kế hoạch số 12/KH-UBND</p>", []),  # data, not the interface's text
    ],
)
def test_vietnamese_on_an_english_page(body, found):
    html = page(body, "en").replace("<title>Kế hoạch</title>", "<title>Plan</title>")

    assert leaks.vietnamese_leaks(html, {"Kế hoạch": "Plan", "Excel": "Excel"}) == found


def test_words_that_could_be_vietnamese_betray_nothing():
    assert [word for word in ("can", "ban", "tin", "cho", "sang", "toan", "nghieng") if word in words.betraying()] == []
    assert {"required", "password", "this", "the", "months"} <= words.betraying()


def start(request):
    return HttpResponse(page('<a href="/rows/1/">1</a><a href="rows/2/?x=1#y">2</a><a href="https://a.example/">a</a>'))


def row(request, pk):
    if pk == 2:
        return HttpResponse(page("<p>This was not found</p>"), status=404)
    return HttpResponse(page("".join(f'<a href="/rows/{n}/">{n}</a>' for n in range(1, 9))))


def file(request):
    return HttpResponse(b"required", content_type="application/pdf")


urlpatterns = [path("", start), path("rows/<int:pk>/", row), path("file/", file)]


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_crawl_follows_links_of_this_site_and_three_rows_of_a_kind(settings):
    settings.MIDDLEWARE = []

    seen = dict(leaks.crawl(Client(), ["/", "/file/"]))

    assert sorted(seen) == ["/", "/rows/1/", "/rows/2/", "/rows/3/"]
    assert leaks.english_leaks(seen["/rows/2/"]) == ["'This was not found' (This, was, not, found)"]
