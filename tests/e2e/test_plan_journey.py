"""The journey: a plan goes in, is corrected and confirmed, and the register and its Excel file come out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

pytestmark = pytest.mark.browser

COORDINATOR = "Cơ quan đầu mối"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "plans"
OWN = """ỦY BAN NHÂN DÂN
TỈNH THỬ NGHIỆM

Số: 37/KH-UBND

Thử Nghiệm, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Tuyên truyền, quảng bá hình ảnh tỉnh năm 2026

I. MỤC TIÊU
1. Đưa thông tin chính thức của tỉnh đến bạn đọc trong và ngoài nước.

II. NỘI DUNG
1. Làm phim giới thiệu tỉnh:
- Sản xuất 02 phóng sự tiếng Việt, phụ đề tiếng Anh về làng nghề đan lát.
- Thời gian thực hiện: Quý II/2026.
- Cơ quan chủ trì: Sở Văn hóa, Thể thao và Du lịch.
- Cơ quan phối hợp: Sở Ngoại vụ, các đơn vị liên quan.
2. Tập huấn người phát ngôn:
- Mở một lớp bồi dưỡng cho người phát ngôn của các xã, phường.
- Cơ quan chủ trì: Sở Ngoại vụ.

III. TỔ CHỨC THỰC HIỆN
1. Sở Tài chính
- Thẩm định dự toán của các cơ quan.

Nơi nhận:
- Các sở, ban, ngành;
- Lưu: VT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Trần Thị Thử Nghiệm
"""


def hand_in(page, file: Path) -> None:
    page.get_by_role("link", name="Đưa kế hoạch vào").first.click()
    page.get_by_label("Tệp kế hoạch").set_input_files(file)
    page.get_by_label("Tôi cam đoan tệp này không chứa bí mật nhà nước").check()
    page.get_by_role("button", name="Đưa lên và đọc").click()
    page.get_by_role("heading", name="Rà soát kế hoạch").wait_for(timeout=180_000)


def test_plan_goes_in_and_register_comes_out(page, sign_in, tmp_path):
    file = tmp_path / "ke-hoach-37.txt"
    file.write_text(OWN, encoding="utf-8")
    sign_in(COORDINATOR)
    hand_in(page, file)

    # Each task with its lead, partners and time; the doubtful one says what is missing.
    task = page.locator("article", has_text="Làm phim giới thiệu tỉnh")
    assert "Sở Văn hóa, Thể thao và Du lịch" in task.inner_text()
    assert "Sở Ngoại vụ" in task.inner_text()
    assert "Quý II/2026" in task.inner_text()
    doubtful = page.locator("article", has_text="Tập huấn người phát ngôn")
    assert "không ghi trong văn bản" in doubtful.inner_text()

    # The paragraph it came from lights up.
    task.locator("h3").click()
    lit = page.locator(".source-block.lit")
    assert any("làng nghề đan lát" in text for text in lit.all_inner_texts())

    # The doubtful cell is put right.
    doubtful.get_by_role("link", name="Sửa").click()
    form = page.locator("article.editing")
    form.get_by_label("Thời gian như văn bản ghi").fill("Quý III/2026")
    form.get_by_role("button", name="Lưu mục này").click()
    mended = page.locator("article", has_text="Tập huấn người phát ngôn")
    mended.get_by_text("Quý III/2026").wait_for()
    assert "01/07/2026" in mended.inner_text()

    # Confirmed by a named person, who is told what nobody has looked at.
    page.get_by_role("button", name="Xác nhận và đưa vào thực hiện").click()
    page.get_by_role("heading", name=re.compile("Danh mục nhiệm vụ|Còn chỗ chưa xem")).wait_for()
    acknowledge = page.get_by_role("button", name="Tôi đã biết, vẫn xác nhận")
    if acknowledge.count():
        acknowledge.click()
    page.get_by_role("heading", name="Danh mục nhiệm vụ").wait_for()
    assert page.locator("tbody tr").count() == 2

    # The register, by words without diacritics.
    page.get_by_label("Từ khóa, có dấu hay không dấu").fill("lang nghe dan lat")
    page.get_by_label("Từ khóa, có dấu hay không dấu").press("Enter")
    page.wait_for_url(re.compile("q=lang"))
    assert page.locator("tbody tr").count() == 1

    with page.expect_download() as download:
        page.get_by_role("link", name="Tải Excel").click()
    saved = tmp_path / "register.xlsx"
    download.value.save_as(saved)
    book = openpyxl.load_workbook(saved)
    words = " ".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert "làng nghề đan lát" in words
    assert "Sở Văn hóa, Thể thao và Du lịch" in words
    assert "Tập huấn người phát ngôn" not in words
    book.close()

    # The task's page quotes the very paragraph.
    page.locator("tbody tr a").first.click()
    quoted = page.locator("blockquote").all_inner_texts()
    assert any("làng nghề đan lát" in text for text in quoted)


REAL = ["002_144bc76d4438cfce.docx", "002_144bc76d4438cfce.txt", "000_522720ec3b1c2085.docx"]
REAL += ["002_144bc76d4438cfce.pdf", "002_144bc76d4438cfce.scan.pdf"]


@pytest.mark.parametrize("name", REAL)
def test_real_plan_goes_in(page, sign_in, name):
    file = SHARED / name
    if not file.exists():
        pytest.skip("the real plans do not lie beside the project")
    if ".scan." in name and not shutil.which("tesseract"):
        pytest.skip("no tesseract: apt-get install tesseract-ocr tesseract-ocr-vie")
    sign_in(COORDINATOR)
    hand_in(page, file)
    tasks = page.locator("article .kind", has_text="nhiệm vụ").count()
    assert tasks == (12 if name.startswith("002") else 45)


def test_stamped_document_is_refused_and_gone(page, sign_in, tmp_path):
    file = tmp_path / "van-ban.txt"
    file.write_text("MẬT\n\n" + OWN.replace("làng nghề đan lát", "nội dung không được lưu"), encoding="utf-8")
    sign_in(COORDINATOR)
    page.get_by_role("link", name="Đưa kế hoạch vào").first.click()
    page.get_by_label("Tệp kế hoạch").set_input_files(file)
    page.get_by_label("Tôi cam đoan tệp này không chứa bí mật nhà nước").check()
    page.get_by_role("button", name="Đưa lên và đọc").click()
    page.get_by_text("Tệp và nội dung đã bị xóa ngay").wait_for(timeout=60_000)
    assert "nội dung không được lưu" not in page.content()
    assert "van-ban.txt" not in page.content()
