"""Every component and page shape in a real browser: accessible in both themes and at both widths, quick by keyboard."""

import pytest

pytestmark = pytest.mark.browser

GALLERY = "/cong-tac/thanh-phan/"
PAGES = [GALLERY, *(f"{GALLERY}?shape={shape}" for shape in ("list", "record", "form", "board", "review", "door"))]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def signed_in(sign_in):
    sign_in("Quản trị")


def violations(page) -> list[tuple[str, str]]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [(fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_gallery_and_shapes_have_no_violation_and_fit_their_width(page, signed_in, width, scheme):
    page.set_viewport_size({"width": width, "height": 860})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for address in [*PAGES, "/cong-tac/khong-co-trang-nay/"]:
        page.goto(address)
        assert violations(page) == [], address
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider == 0, address


def test_axe_reports_a_seeded_fault(page, signed_in):
    page.goto(GALLERY)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [rule for rule, _ in violations(page)] == ["button-name"]


@pytest.mark.parametrize("width", [1366, 390])
def test_every_control_is_at_least_24_pixels_high(page, signed_in, width):
    page.set_viewport_size({"width": width, "height": 860})
    page.goto(GALLERY)
    small = page.evaluate(
        """[...document.querySelectorAll("a, button, input, select, textarea, summary")]
           .map((one) => [one, one.getBoundingClientRect()])
           .filter(([one, box]) => box.width > 1 && (box.height < 24 || box.width < 24))
           .filter(([one]) => getComputedStyle(one).display !== "inline")
           .map(([one]) => one.outerHTML.slice(0, 120))"""
    )
    assert small == []


def test_slash_searches_and_question_mark_shows_the_keys(page, signed_in):
    page.goto(f"{GALLERY}?shape=list")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search-everything"
    page.keyboard.type("?/")
    assert page.input_value("#search-everything") == "?/"
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("#keys-dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#keys-dialog").is_hidden()


def test_single_letter_keys_can_be_turned_off_and_stay_off(page, signed_in):
    page.goto(f"{GALLERY}?shape=list")
    page.keyboard.press("?")
    page.get_by_label("Dùng phím tắt một chữ").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_theme_chosen_is_there_before_script_on_the_next_page(page, signed_in, product):
    page.goto(GALLERY)
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Tối").click()
    assert 'data-theme="dark"' in page.request.get(product.address + GALLERY).text()[:400]
    page.get_by_role("button", name="Theo máy").click()
    assert "data-theme" not in page.request.get(product.address + GALLERY).text()[:400]


def test_row_follows_its_link_wherever_it_is_clicked(page, signed_in):
    page.goto(f"{GALLERY}?shape=list")
    page.get_by_text("30/09/2026").click()
    page.wait_for_url("**shape=record")


def test_review_lights_the_paragraphs_of_the_item_and_walks_by_keys(page, signed_in):
    page.goto(f"{GALLERY}?shape=review")
    lit = "[...document.querySelectorAll('.source-block.lit')].map((one) => one.id)"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "item-2"
    assert page.evaluate(lit) == ["block-45"]
    page.keyboard.press("k")
    assert page.evaluate(lit) == ["block-42", "block-43", "block-44"]
    page.locator("#block-45").click()
    assert page.evaluate(lit) == ["block-45"]


def test_menus_open_without_script_and_close_by_escape_with_it(page, signed_in, browser, product):
    page.goto(GALLERY)
    page.locator(".user-menu summary").click()
    page.keyboard.press("Escape")
    assert page.locator(".user-menu").get_attribute("open") is None
    plain = browser.new_context(
        base_url=product.address, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    without_script = plain.new_page()
    without_script.goto(GALLERY)
    without_script.locator(".user-menu summary").click()
    assert without_script.get_by_role("button", name="Đăng xuất").is_visible()
    assert without_script.locator(".only-script:visible").count() == 0
    plain.close()
