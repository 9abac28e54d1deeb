"""The way through the product that the guide describes, with a picture at each step."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from quality import shots_agencies, shots_plan, shots_work

COORDINATOR, ADMINISTRATOR, OFFICER = "Cơ quan đầu mối", "Quản trị", "Cán bộ đầu mối"


def walk(camera, *, narrow: int) -> None:
    """All pictures, in the order in which one leads to the next."""
    with tempfile.TemporaryDirectory(prefix="ttdn-shots-") as folder:
        files = Path(folder)
        page = camera.page()
        arrive(camera, page)
        review = hand_in(camera, page, shots_plan.write(files))
        look(camera, page, review)
        for_the_readme(camera, page)
        in_english(camera, review)
        correct(camera, page, review)
        add_and_take_out(camera, page, review)
        head_and_leave(camera, page, review)
        meet_somebody(camera, page, review)
        confirm(camera, page, review)
        use_register(camera, page)
        refuse(camera, page, files)
        shots_agencies.use_directory(camera, page)
        shots_work.follow_work(camera, page, lambda: officer(camera))
        own_account(camera, page)
        administer(camera)
        keep_the_calendar(camera, files)
        look_at_units(camera)
        on_a_telephone(camera, narrow=narrow)


def sign_in(camera, page, role: str, *, address: str = "/cong-tac/") -> None:
    email, password = camera.product.users[role]
    page.goto("/tai-khoan/dang-nhap/")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("form.form button[type=submit]").click()
    page.locator(".user-menu").wait_for()
    page.goto(address)


def officer(camera):
    page = camera.page()
    sign_in(camera, page, OFFICER)
    return page


def arrive(camera, page) -> None:
    page.goto("/")
    page.get_by_label("Thư điện tử").fill(camera.product.users[COORDINATOR][0])
    camera.take(page, "guide/dang-nhap", height=560)
    sign_in(camera, page, COORDINATOR)
    camera.take(page, "guide/viec-cua-toi")


def choose(page, file: Path) -> None:
    page.goto("/cong-tac/ke-hoach/dua-vao/")
    page.get_by_label("Tệp kế hoạch").set_input_files(file)
    page.get_by_label("Tôi cam đoan tệp này không chứa bí mật nhà nước").check()


def hand_in(camera, page, file: Path) -> str:
    """The address of the review."""
    choose(page, file)
    camera.take(page, "guide/dua-len", height=740)
    # The page asks every second how far the reading is; unanswered it stands still for its picture.
    page.route("**/tien-do/", lambda route: route.fulfill(status=204))
    page.get_by_role("button", name="Đưa lên và đọc").click()
    page.locator("#tien-do").wait_for()
    camera.take(page, "guide/dang-doc", height=480)
    page.unroute("**/tien-do/")
    page.get_by_role("heading", name="Rà soát kế hoạch").wait_for(timeout=60_000)
    return page.url


def card(page, words: str):
    return page.locator("article.review-item", has_text=words).first


def to_top(page, locator) -> None:
    locator.evaluate("one => one.scrollIntoView({block: 'start'})")


def look(camera, page, review: str) -> None:
    camera.take(page, "guide/ra-soat")
    to_top(page, card(page, "Đón đoàn phóng viên"))
    card(page, "Đón đoàn phóng viên").locator("h3").click()
    camera.take(page, "guide/doan-sang")
    page.goto(review)
    doubts = page.locator("#cho-can-xem")
    doubts.get_by_role("button", name="Đã xem").last.click()
    doubts.get_by_role("button", name="Xem lại").wait_for()
    camera.take(page, "guide/cho-can-xem", height=520)
    doubts.get_by_role("button", name="Xem lại").click()
    doubts.get_by_role("button", name="Xem lại").wait_for(state="detached")


def for_the_readme(camera, page) -> None:
    """A plan in prose, one of its tasks chosen."""
    page.goto("/cong-tac/ke-hoach/")
    page.get_by_role("link", name="chuyên trang").click()
    task = page.locator("article.review-item", has=page.locator(".kind", has_text="nhiệm vụ")).first
    to_top(page, task)
    task.locator("h3").click()
    to_top(page, page.locator(".source-block.lit").first)
    page.mouse.move(0, 0)
    page.evaluate("scrollTo(0, 0)")
    camera.take(page, "review")


def correct(camera, page, review: str) -> None:
    page.goto(review)
    task = card(page, shots_plan.UNTIMED)
    task.get_by_role("link", name="Sửa").click()
    form = page.locator("article.editing")
    form.get_by_label("Thời gian như văn bản ghi").fill("Quý I/2027")
    form.get_by_label("Thời gian như văn bản ghi").evaluate("one => one.scrollIntoView({block: 'center'})")
    camera.take(page, "guide/sua-muc")
    form.get_by_role("button", name="Lưu mục này").click()
    page.get_by_text("Đã sửa mục").wait_for()
    page.evaluate("scrollTo(0, 0)")
    camera.take(page, "guide/da-sua", height=520)


def add_and_take_out(camera, page, review: str) -> None:
    page.goto(review)
    missed = page.locator(".source-block", has_text=shots_plan.MISSED)
    to_top(page, missed)
    missed.hover()
    camera.take(page, "guide/doan-chua-dung", height=520)
    missed.get_by_role("link", name="thêm thành mục").click()
    page.get_by_label("Nội dung").fill("Họp báo giới thiệu Tuần lễ sông Lam")
    page.get_by_label("Chủ trì").fill("Sở Ngoại vụ")
    page.get_by_label("Thời gian như văn bản ghi").fill("Trước ngày 15/12/2026")
    camera.take(page, "guide/them-muc")
    page.get_by_role("button", name="Thêm mục").click()
    page.get_by_text("Đã thêm một mục.").wait_for()

    sentence = card(page, shots_plan.NO_ITEM)
    to_top(page, sentence)
    camera.take(page, "guide/khong-phai-muc")
    sentence.get_by_role("button", name="Không phải một mục").click()
    page.get_by_text("Đã bỏ một mục khỏi kế hoạch.").wait_for()
    camera.take(page, "guide/hoan-tac", height=420)


def head_and_leave(camera, page, review: str) -> None:
    page.goto(review)
    page.get_by_role("link", name="sửa phần đầu").click()
    camera.take(page, "guide/sua-phan-dau")
    page.goto(review)
    page.locator("form.set-aside").scroll_into_view_if_needed()
    page.get_by_label("Không dùng kế hoạch này?").fill("Bản dự thảo, đã có bản ký chính thức")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    camera.take(page, "guide/de-rieng")
    page.goto(review)
    page.get_by_role("button", name="Xác nhận và đưa vào thực hiện").click()
    page.get_by_role("button", name="Tôi đã biết, vẫn xác nhận").wait_for()
    camera.take(page, "guide/con-cho-chua-xem", height=480)


def meet_somebody(camera, page, review: str) -> None:
    """Two people open the same item; the second to save is told."""
    page.goto(review)
    address = card(page, "Theo dõi tin, bài").get_by_role("link", name="Sửa").get_attribute("href")
    page.goto(address)
    other = camera.page()
    sign_in(camera, other, ADMINISTRATOR, address=address)
    other.get_by_label("Chủ trì").fill("Sở Ngoại vụ")
    other.get_by_role("button", name="Lưu mục này").click()
    other.get_by_text("Đã sửa mục").wait_for()
    other.context.close()
    page.get_by_label("Chủ trì").fill("Văn phòng Ủy ban nhân dân tỉnh")
    page.get_by_role("button", name="Lưu mục này").click()
    page.get_by_role("heading", name="Có người vừa sửa mục này").wait_for()
    camera.take(page, "guide/hai-nguoi-sua", height=620)


def in_english(camera, review: str) -> None:
    page = camera.page(language="en")
    sign_in(camera, page, COORDINATOR)
    page.locator("form.language button").click()
    page.goto("/cong-tac/ke-hoach/dua-vao/")
    camera.take(page, "guide/en-upload", height=680)
    page.goto(review)
    camera.take(page, "guide/en-review")
    page.goto("/cong-tac/nhiem-vu/")
    camera.take(page, "guide/en-register")
    page.locator("form.language button").click()  # it is kept with the person
    page.get_by_role("heading", name="Danh mục nhiệm vụ").wait_for()
    page.context.close()


def confirm(camera, page, review: str) -> None:
    page.goto(review)
    page.get_by_role("button", name="Xác nhận và đưa vào thực hiện").click()
    page.get_by_text("Đã đưa kế hoạch vào thực hiện").wait_for()
    camera.take(page, "guide/da-xac-nhan")


def use_register(camera, page) -> None:
    page.goto("/cong-tac/nhiem-vu/?sort=end")
    camera.take(page, "register")
    page.get_by_label("Từ khóa, có dấu hay không dấu").fill("song lam")
    page.get_by_label("Cơ quan", exact=True).select_option(label="Sở Ngoại vụ")
    page.get_by_role("button", name="Lọc", exact=True).or_(page.locator("[data-autosubmit-button]")).first.evaluate(
        "button => button.form.requestSubmit()"
    )
    page.wait_for_url(re.compile("q=song"))
    camera.take(page, "guide/loc")
    page.get_by_role("link", name="Đón đoàn phóng viên").click()
    page.get_by_role("heading", name="Đoạn văn bản gốc").wait_for()
    camera.take(page, "guide/nhiem-vu")
    page.locator(".breadcrumbs a").nth(1).click()
    page.get_by_role("button", name="Mở lại để rà soát").wait_for()
    camera.take(page, "guide/ke-hoach")
    page.goto("/cong-tac/ke-hoach/")
    camera.take(page, "guide/cac-ke-hoach")


def refuse(camera, page, files: Path) -> None:
    choose(page, files / shots_plan.NAME)
    page.get_by_role("button", name="Đưa lên và đọc").click()
    page.get_by_role("heading", name="Tệp này đã được đưa vào").wait_for()
    camera.take(page, "guide/da-co")
    choose(page, shots_plan.write_unreadable(files))
    page.get_by_role("button", name="Đưa lên và đọc").click()
    page.get_by_role("heading", name="Làm gì tiếp?").wait_for(timeout=60_000)
    camera.take(page, "guide/khong-doc-duoc", height=520)
    choose(page, shots_plan.write_stamped(files))
    page.get_by_role("button", name="Đưa lên và đọc").click()
    page.get_by_text("Tệp và nội dung đã bị xóa ngay.").wait_for(timeout=60_000)
    camera.take(page, "guide/bi-tu-choi", height=480)


def own_account(camera, page) -> None:
    page.goto("/tai-khoan/")
    camera.take(page, "guide/tai-khoan", height=680)
    page.goto("/tai-khoan/doi-mat-khau/")
    camera.take(page, "guide/doi-mat-khau", height=720)


def administer(camera) -> None:
    page = camera.page()
    sign_in(camera, page, ADMINISTRATOR, address="/cong-tac/quan-tri/")
    camera.take(page, "guide/nguoi-dung", height=640)
    page.get_by_role("link", name="Thêm người dùng").click()
    page.get_by_label("Họ và tên").fill("Phan Thị Ngọc Ánh")
    page.get_by_label("Thư điện tử").fill("canbo.dulich@lamvan.example")
    page.get_by_label("Cơ quan", exact=True).select_option(label="Sở Văn hóa, Thể thao và Du lịch")
    page.get_by_label("Vai trò", exact=True).select_option(label="Cán bộ đầu mối")
    camera.take(page, "guide/them-nguoi-dung", height=720)
    page.get_by_role("button", name="Thêm người dùng").click()
    page.get_by_role("heading", name="Mật khẩu đầu tiên").wait_for()
    camera.take(page, "guide/mat-khau-dau", height=480)
    page.get_by_role("link", name="Tôi đã ghi lại").click()
    page.get_by_role("button", name="Ngừng tài khoản").wait_for()
    camera.take(page, "guide/mot-nguoi-dung")
    page.goto("/cong-tac/quan-tri/nhat-ky/")
    camera.take(page, "guide/nhat-ky")
    page.context.close()


def keep_the_calendar(camera, files: Path) -> None:
    """A feast of the demonstration province, invented as everything there."""
    page = camera.page()
    sign_in(camera, page, ADMINISTRATOR, address="/cong-tac/quan-tri/lich-lam-viec/nhap/?nam=2027")
    page.get_by_label("Tệp bảng tính").set_input_files(shots_plan.write_calendar(files))
    page.get_by_label("Tôi cam đoan tệp này không chứa bí mật nhà nước").check()
    page.get_by_role("button", name="Xem trước từng dòng").click()
    page.get_by_role("button", name="Ghi 3 dòng").wait_for()
    camera.take(page, "guide/lich-xem-truoc", height=620)
    page.get_by_role("button", name="Ghi 3 dòng").click()
    page.get_by_text("Đã ghi 3 dòng của bảng.").wait_for()
    page.goto("/cong-tac/quan-tri/lich-lam-viec/?nam=2027")
    camera.take(page, "guide/lich-lam-viec", height=720)
    page.context.close()


def look_at_units(camera) -> None:
    page = camera.page()
    sign_in(camera, page, COORDINATOR, address="/cong-tac/co-quan/don-vi/?state=all&tier=commune")
    camera.take(page, "guide/don-vi", height=720)
    page.goto("/cong-tac/co-quan/don-vi/?q=deo+may")
    page.get_by_role("link", name="Xã Đèo Mây").click()
    page.get_by_role("heading", name="Hình thành từ").wait_for()
    camera.take(page, "guide/don-vi-xa", height=680)
    page.goto("/cong-tac/co-quan/don-vi/tinh/?tinh=08")
    camera.take(page, "guide/don-vi-tinh")
    page.context.close()


def on_a_telephone(camera, *, narrow: int) -> None:
    page = camera.page(width=narrow)
    sign_in(camera, page, OFFICER)
    camera.take(page, "guide/dien-thoai-viec")
    page.goto("/cong-tac/nhiem-vu/")
    camera.take(page, "guide/dien-thoai-danh-muc")
    page.context.close()
