"""The directory in a browser: a table taken in, a function moved, a group changed; axe is content with each step."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.e2e.test_every_page import COORDINATOR, RULES, faults, first

pytestmark = pytest.mark.browser
LIST = "/cong-tac/co-quan/"
TABLE = "Tên,Loại,Tên gọi tắt,Ghi chú\nSở Ngoại vụ,department,Ngoại vụ,x\nTrạm Minh họa,public_unit,,\nSở Lạ,xịn,,\n"


@pytest.fixture(params=[1366, 390])
def desk(page, sign_in, request):
    page.set_viewport_size({"width": request.param, "height": 844})
    sign_in(COORDINATOR)
    return page


def fits(page) -> bool:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found] == []
    return not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def take_back(page) -> None:
    page.get_by_role("button", name="Hoàn tác").click()
    page.get_by_text("Đã hoàn tác.").wait_for()


def test_a_table_from_the_file_to_its_undo(desk):
    assert faults(desk, LIST + "nhap/", "dark") == []
    desk.goto(LIST + "nhap/")
    table = {"name": "co-quan.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    desk.get_by_label("Tệp bảng tính").set_input_files(table)
    desk.get_by_label("Tôi cam đoan tệp này không chứa bí mật nhà nước").check()
    desk.get_by_role("button", name="Xem trước từng dòng").click()
    desk.get_by_text("Không hiểu “xịn”").wait_for()
    assert fits(desk)
    desk.get_by_role("button", name="Ghi 2 dòng").click()
    desk.get_by_text("Đã ghi 2 dòng của bảng.").wait_for()
    take_back(desk)


def test_a_function_moves_with_a_task_ticked(desk):
    agency = first(desk, LIST + "?q=so+van+hoa", "tbody a")
    desk.goto(agency + "thay-doi/chuyen-chuc-nang/")
    desk.get_by_label("Chức năng được chuyển").fill("xuất bản")
    desk.get_by_label("Chuyển sang cơ quan đang có").select_option(label="Sở Ngoại vụ")
    desk.get_by_label("Có hiệu lực từ ngày").fill("01/01/2026")
    desk.get_by_role("button", name="Xem trước những gì sẽ đổi").click()
    desk.get_by_role("heading", name="Chọn việc đang mở đi theo chức năng").wait_for()
    assert desk.locator("input[name=item]:checked").count() > 0
    assert fits(desk)
    desk.get_by_role("button", name="Xác nhận thay đổi").click()
    desk.get_by_role("heading", name="Chức năng đã chuyển đi").wait_for()
    assert fits(desk)
    take_back(desk)


def test_a_group_gets_a_member_for_a_time(desk):
    group = first(desk, LIST + "?kind=group&q=uy+ban+nhan+dan+cap+xa", "tbody a")
    assert faults(desk, group + "thanh-vien/theo-quy-tac/", "dark") == []
    desk.goto(group)
    desk.get_by_role("link", name="Thêm thành viên").click()
    desk.get_by_label("Cơ quan", exact=True).select_option(label="Ủy ban nhân dân xã Đèo Mây")
    desk.get_by_label("Từ ngày").fill("01/07/2025")
    assert fits(desk)
    desk.get_by_role("button", name="Xem trước những gì sẽ đổi").click()
    desk.get_by_text("ngoài nhóm").wait_for()
    assert fits(desk)
    desk.get_by_role("button", name="Xác nhận thay đổi").click()
    desk.get_by_text("Đã thêm thành viên.").wait_for()
    assert fits(desk)
    take_back(desk)
    desk.goto(LIST + "?kind=group&q=cac+xa,+phuong")
    desk.get_by_role("link", name="Ủy ban nhân dân các xã, phường", exact=True).click()
    desk.get_by_role("link", name="Sửa thời gian").first.click()
    desk.get_by_label("Đến hết ngày").wait_for()
    assert fits(desk)
