"""Every page type: nothing that axe objects to, nothing wider than a telephone, in both themes and both languages."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

COORDINATOR, ADMINISTRATOR = "Cơ quan đầu mối", "Quản trị"
WORKSPACE = [
    "/cong-tac/",
    "/cong-tac/ke-hoach/",
    "/cong-tac/ke-hoach/dua-vao/",
    "/cong-tac/nhiem-vu/",
    "/cong-tac/co-quan/",
]
WORKSPACE += ["/cong-tac/nhiem-vu/?q=khong-co-gi-khop", "/cong-tac/thanh-phan/", "/tai-khoan/", "/cong-tac/khong-co/"]
WORKSPACE += ["/cong-tac/viec-theo-ky/", "/cong-tac/viec-theo-ky/?time=late&q=khong", "/cong-tac/viec-theo-ky/chuyen/"]
WORKSPACE += ["/cong-tac/bao-cao/cho-xem/", "/cong-tac/van-ban-phap-ly/", "/cong-tac/van-ban-phap-ly/them/"]
CALENDAR = ["lich-lam-viec/", "lich-lam-viec/them/", "lich-lam-viec/nhap/", "lich-lam-viec/?tu=24/11/2026&so=5"]
ADMINISTRATION = ["", *CALENDAR, "nguoi-dung/them/", "nhat-ky/", "tep-bi-tu-choi/", "viec-nen/"]
CHANGES = ["doi-ten", "sap-nhap", "chia-tach", "chuyen-chuc-nang", "giai-the", "lap-lai"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def first(page, listing: str, selector: str) -> str:
    page.goto(listing)
    return page.locator(selector).first.get_attribute("href")


def workspace_pages(page) -> list[str]:
    plan = first(page, "/cong-tac/ke-hoach/", "tbody a:not([href*='ra-soat'])")
    review = first(page, "/cong-tac/ke-hoach/", "tbody a[href*='ra-soat']")
    item = first(page, "/cong-tac/nhiem-vu/", "tbody a")
    agency = first(page, "/cong-tac/co-quan/", "tbody a")
    number = review.split("/")[-3]
    forms = [f"/cong-tac/ke-hoach/{number}/dau-van-ban/", f"/cong-tac/ke-hoach/{number}/them-muc/", item + "sua/"]
    group = first(page, "/cong-tac/co-quan/?kind=group", "tbody a")
    directory = ["/cong-tac/co-quan/them/", group, agency + "sua/", agency + "them-ten/"]
    directory += [f"{agency}thay-doi/{what}/" for what in CHANGES]
    directory += ["/cong-tac/co-quan/nhap/", group + "thanh-vien/", group + "thanh-vien/theo-quy-tac/", group + "sua/"]
    unit = first(page, "/cong-tac/co-quan/don-vi/?tier=commune", "tbody a")
    province = first(page, "/cong-tac/co-quan/don-vi/?tier=province", "tbody a")
    directory += [unit, unit + "sua/", unit + "hinh-thanh-tu/", province, province + "nhap-nguon-goc/"]
    directory += [f"/cong-tac/co-quan/don-vi/{each}" for each in ("", "?state=ended", "them/", "tinh/?tinh=08")]
    owed = first(page, "/cong-tac/viec-theo-ky/", "tbody a")
    text = first(page, "/cong-tac/van-ban-phap-ly/", "tbody a")
    work = [owed, owed + "?mat=1", text, text.replace("sua", "thay-doi"), item + "thuc-hien/"]
    work += [plan + address for address in ("thuc-hien/", "cap-tren/", "trung-lap/", "dong-ky/")]
    return [*WORKSPACE, *work, plan, review, item, agency, *forms, *directory]


def administration_pages(page) -> list[str]:
    home = "/cong-tac/quan-tri/"
    person = first(page, home, "tbody a")
    entry = first(page, home + "nhat-ky/", "a[href*='nhat-ky/'][href$='/']:not([href$='nhat-ky/'])")
    return [*(home + address for address in ADMINISTRATION), person, entry]


def faults(page, address: str, theme: str) -> list[str]:
    page.emulate_media(color_scheme=theme)
    page.goto(address)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    told = [f"{address} {theme}: {each['id']} {each['nodes'][0]['html'][:160]}" for each in found]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        told.append(f"{address} {theme}: wider than the window")
    return told


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize(
    ("role", "pages"),
    [(COORDINATOR, workspace_pages), (ADMINISTRATOR, administration_pages)],
    ids=["workspace", "admin"],
)
def test_pages_are_accessible_and_fit(page, sign_in, role, pages, width):
    page.set_viewport_size({"width": width, "height": 844})
    told = faults(page, "/tai-khoan/dang-nhap/", "light")
    sign_in(role)
    for address in pages(page):
        for theme in ("light", "dark"):
            told += faults(page, address, theme)
    assert told == []


@pytest.mark.parametrize("width", [1366, 390])
def test_a_change_of_agencies_from_its_preview_to_its_undo(page, sign_in, width):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(COORDINATOR)
    agency = first(page, "/cong-tac/co-quan/?q=so+ngoai+vu", "tbody a")
    page.goto(agency + "thay-doi/lap-lai/")
    page.get_by_label("Có hiệu lực từ ngày").fill("01/07/2025")
    page.get_by_role("button", name="Xem trước những gì sẽ đổi").click()
    page.get_by_role("heading", name="Việc đang mở sẽ chuyển sang cơ quan tiếp nhận").wait_for()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert [each["id"] for each in found] == []
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    page.get_by_role("button", name="Xác nhận thay đổi").click()
    page.get_by_role("heading", name="Đã tiếp nhận từ").wait_for()
    beside = page.context.new_page()  # the message with the undo stays on the first
    told = faults(beside, page.url, "light") + faults(beside, agency, "dark")
    beside.get_by_role("heading", name="Nay là").wait_for()
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_text("Đã hoàn tác.").wait_for()
    beside.goto(agency)
    assert beside.get_by_role("heading", name="Nay là").count() == 0
    assert told == []


def test_axe_finds_a_seeded_fault(page, sign_in):
    sign_in(COORDINATOR)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/icon.svg\">')")
    found = Axe().run(page).response["violations"]
    assert "image-alt" in [each["id"] for each in found]


def test_the_interface_speaks_english_when_asked(page, sign_in):
    sign_in(COORDINATOR)
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="My work", level=1).wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Tiếng Việt").click()
    page.get_by_role("heading", name="Việc của tôi", level=1).wait_for()


def test_the_keyboard_reaches_search_and_review(page, sign_in):
    sign_in(COORDINATOR)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.goto(first(page, "/cong-tac/ke-hoach/", "tbody a[href*='ra-soat']"))
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".review-item.on").count() == 1
    assert page.locator(".source-block.lit").count() >= 1
