"""The pictures of work by period: the list, a change before it is made, a report written and waiting."""

from __future__ import annotations

from collections.abc import Callable

LIST = "/cong-tac/viec-theo-ky/"


def follow_work(camera, page, officer: Callable) -> None:
    """``page`` is a coordinator's; ``officer()`` gives a page of a focal officer."""
    page.goto(LIST)
    camera.take(page, "guide/viec-theo-ky")
    _change_a_time(camera, page)
    theirs = officer()
    theirs.goto("/cong-tac/")
    theirs.locator(".work-list a").first.click()
    theirs.get_by_label("Kết quả trong kỳ").fill("Đã gửi bản điểm tin tháng, gồm 14 tin, bài của báo chí nước ngoài.")
    theirs.get_by_label("Số lượng trong kỳ").fill("14")
    theirs.get_by_label("Đơn vị").fill("tin, bài")
    camera.take(theirs, "guide/bao-cao", height=900)
    theirs.get_by_role("button", name="Gửi báo cáo").click()
    theirs.get_by_text("Đã gửi báo cáo").wait_for()
    theirs.context.close()
    page.goto("/cong-tac/bao-cao/cho-xem/")
    camera.take(page, "guide/bao-cao-cho-xem", height=420)


def _change_a_time(camera, page) -> None:
    page.goto("/cong-tac/nhiem-vu/?q=diem+tin")
    page.locator("tbody a").first.click()
    page.get_by_role("heading", name="Việc theo kỳ").wait_for()
    page.get_by_role("link", name="Sửa", exact=True).click()
    page.get_by_label("Thời gian như văn bản ghi").fill("Hằng quý")
    for label in ("Từ ngày", "Đến ngày"):
        page.get_by_label(label).fill("")
    page.get_by_label("Lặp lại").select_option("")
    page.get_by_role("button", name="Lưu mục này").click()
    page.get_by_role("heading", name="Xem trước thay đổi").wait_for()
    camera.take(page, "guide/xem-truoc-viec", height=720)
