"""The directory's pictures: an old task then and now, a function that moves, a group, a table taken in."""

from __future__ import annotations

import io

import openpyxl

LIST = "/cong-tac/co-quan/"


def use_directory(camera, page) -> None:
    """``page`` is a coordinator's."""
    page.goto("/cong-tac/nhiem-vu/?q=kho+du+lieu+hinh+anh")
    page.locator("tbody a").first.click()
    page.get_by_text("nay là").first.wait_for()
    camera.take(page, "guide/khi-do-va-nay", height=520)
    _move_a_function(camera, page)
    _look_at_a_group(camera, page)
    _take_a_table_in(camera, page)


def _agency(page, words: str) -> None:
    page.goto(f"{LIST}?q={words}")
    page.locator("tbody a").first.click()
    page.locator(".record-aside").wait_for()


def _move_a_function(camera, page) -> None:
    _agency(page, "so+van+hoa")
    page.get_by_text("Thay đổi cơ quan").click()
    page.get_by_role("link", name="Chuyển một chức năng").click()
    page.get_by_label("Chức năng được chuyển").fill("xuất bản")
    page.get_by_label("Chuyển sang cơ quan đang có").select_option(label="Sở Ngoại vụ")
    page.get_by_label("Có hiệu lực từ ngày").fill("01/12/2026")
    page.get_by_role("button", name="Xem trước những gì sẽ đổi").click()
    page.get_by_role("heading", name="Chọn việc đang mở đi theo chức năng").wait_for()
    camera.take(page, "guide/chuyen-chuc-nang", height=680)


def _look_at_a_group(camera, page) -> None:
    _agency(page, "uy+ban+nhan+dan+cac+xa,+phuong&kind=group")
    page.get_by_role("heading", name="Thành viên của nhóm").wait_for()
    camera.take(page, "guide/nhom-co-quan")


def _take_a_table_in(camera, page) -> None:
    book = openpyxl.load_workbook(io.BytesIO(page.request.get(f"{LIST}excel/?q=so").body()))
    sheet = book.active
    for row in sheet.iter_rows(min_row=2):
        if row[1].value == "Sở Ngoại vụ":
            row[2].value = "Ngoại vụ tỉnh"
        if row[1].value == "Sở Tài chính":
            row[9].value = "01/13/2025"
    sheet.append([None, "Trung tâm Xúc tiến Lam Vân", None, "TTXT", None, "Đơn vị sự nghiệp", "Tỉnh", "Sở Tài chính"])
    file = io.BytesIO()
    book.save(file)
    page.goto(f"{LIST}nhap/")
    table = {"name": "co-quan.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()}
    page.get_by_label("Tệp bảng tính").set_input_files(table)
    page.get_by_label("Tôi cam đoan tệp này không chứa bí mật nhà nước").check()
    camera.take(page, "guide/nhap-bang", height=620)
    page.get_by_role("button", name="Xem trước từng dòng").click()
    page.get_by_role("heading", name="Xác nhận").wait_for()
    camera.take(page, "guide/nhap-xem-truoc", height=640)
