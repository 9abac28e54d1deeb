"""What a task promises in countable form: "02 phóng sự", "01 số/quý"."""

from __future__ import annotations

import re

from ttdn.engine.plans.model import Deliverable, Per
from ttdn.engine.text.normal import lower
from ttdn.engine.text.numbers import NUMBER, number

# what can be counted as a product; longer names first
_UNITS = (
    "phim tài liệu", "phim phóng sự", "phóng sự", "chuyên mục", "chuyên đề", "chuyên trang", "tin, bài",
    "tin bài", "bài viết",
    "tin", "bài", "video clip", "video", "clip", "infographic", "podcast", "phim", "cụm pa-nô", "cụm pano",
    "cụm", "pa-nô", "pa nô",
    "pano", "áp phích", "băng rôn", "băng-rôn", "phướn", "tờ rơi", "tờ gấp", "sổ tay", "cẩm nang",
    "cuốn", "quyển", "ấn phẩm",
    "bản tin", "tập san",
    "tập gấp", "số", "lớp", "khóa", "hội nghị", "hội thảo", "tọa đàm", "cuộc", "đợt", "buổi", "chương trình",
    "sự kiện", "báo cáo",
    "kế hoạch", "bộ tài liệu", "bộ", "mô hình", "trang thông tin", "trang", "hệ thống", "phần mềm",
    "nền tảng", "triển lãm", "hội chợ",
    "tuyến", "sản phẩm", "đề án", "kỳ", "giải", "tác phẩm", "cuộc thi", "hội thi", "bản", "tài liệu", "đoàn",
    "gian hàng", "điểm",
    "chuyến", "lượt", "màn hình", "bảng", "biển", "phiên", "văn bản", "quyết định", "chuyên san", "đĩa",
    "ảnh", "bộ ảnh", "bức", "tấm", "chiếc", "trạm", "nhà", "suất", "phiếu",
)  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
# "04 mô hình", "02 ứng dụng": a count written with a nought is of something made, whatever it is called; but not time,
# people, places, money or a share
_NO_PRODUCT = (
    r"(?:ngày|tuần|tháng|quý|năm|giờ|phút|giây|lần|nhiệm kỳ|người|học sinh|học viên|đồng chí|đồng|cán bộ|lãnh đạo|hộ|"
    r"cháu|sở|ban|ngành|thủ tục|xe|vùng|hướng|trục|trụ cột|dự án|em|"
    r"xã|phường|huyện|tỉnh|thôn|bản làng|tổ|chi bộ|cơ sở|đơn vị|cơ quan|doanh nghiệp|địa phương|nhóm|loại|nội dung|"
    r"nhiệm vụ|tiêu chí|chỉ tiêu|mục|điều|khoản|vụ|vị trí|khu vực|hình thức|triệu|tỷ|nghìn|ha|km|mét|m2|tấn|kg|độ|"
    r"trường hợp|dân tộc|nước|quốc gia|thành phố|phần|bước|cấp|khâu|giai đoạn|đối tượng|thành viên|đại biểu|ngôn ngữ|"
    r"thứ tiếng|đội|ca|tuyến đường|và|đến)(?!\w)"
)
_COUNT = re.compile(
    rf"(?<![\w/.,-])(?:(?P<quantity>{NUMBER}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?P<unit>{_UNIT})(?![\w-])"
    rf"|(?P<padded>0[1-9])\s+(?!{_NO_PRODUCT})(?P<thing>[^\W\d_]+)(?![\w-]))"
    r"(?P<per>\s*/\s*(?:\d{1,2}\s*)?(?:tháng|quý|năm|tuần|6 tháng))?"
)
_ORDINAL_BEFORE = re.compile(r"(?:(?<!mỗi )số|thứ|lần|quý|khóa|kỳ|tập|khoản|điều|mục|tháng|ngày|năm|giai đoạn|đợt|"
                             r"phiên|điểm|bước|khối|nhóm|loại|mẫu|phụ lục|biểu|(?<!cung )cấp|lớp)\s*$")  # fmt: skip
# "mỗi tháng 02 số", "hằng quý phát hành 01 bản tin"
_EACH = re.compile(r"(?:mỗi|hằng|hàng)\s+(tháng|quý|năm)\s*,?\s*"
                   r"(?:(?!tháng|quý|năm|và|trong)[^\W\d]+\s+){0,2}?"
                   r"(?:(?:ít nhất|tối thiểu|khoảng|từ)\s+)?$")  # fmt: skip
_PLACE_BEFORE = re.compile(r"(?:tại|của|ở|cho|với|từ|trên|thuộc|qua|gồm|hơn|sau|trong|theo|về|giữa|có)\s+$")
_SETS = re.compile(r"\s+((?:tư liệu|tài liệu|dữ liệu|tiêu chí|câu hỏi|nhận diện|học liệu|hồ sơ)(?!\w)|[\w-]+)", re.I)
_PER: dict[str, Per] = {"tháng": "month", "quý": "quarter", "năm": "year", "6 tháng": "half-year"}
_TOTAL_WORDS = {"một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"}


def deliverables_in(text: str) -> list[tuple[Deliverable, tuple[int, int]]]:
    """Counts with their unit and rhythm, each with its span; an ordinal ("số 4") is none."""
    low = lower(text)
    found = []
    for hit in _COUNT.finditer(low):
        each = _EACH.search(low, 0, hit.start())
        amount = hit.group("quantity") or hit.group("padded")
        if hit.group("padded") and _PLACE_BEFORE.search(low[: hit.start()]):
            continue
        if (
            not each
            and _ORDINAL_BEFORE.search(low[max(0, hit.start() - 14) : hit.start()])
            and amount not in _TOTAL_WORDS
        ):
            continue
        quantity = number(amount)
        if amount in _TOTAL_WORDS or quantity is None or quantity == 0 or _is_year(amount):
            continue  # "một số bài", "năm" as a year: words are too uncertain to be a promise
        per = _PER[each.group(1)] if each else _per(hit.group("per"), low[hit.end() :])
        end = hit.end()
        unit = text[slice(*hit.span("unit" if hit.group("unit") else "thing"))]
        words = text[hit.start() : end]
        found.append(
            (
                Deliverable(quantity=quantity, unit=_with_object(unit, text[end:], hit), per=per, text=words),
                (hit.start(), end),
            )
        )
    return found


def counted(quantity: str, unit: str) -> Deliverable | None:
    """A number and its unit from two cells of a row; None where the unit is not one of a product."""
    value = number(quantity.strip()) if re.fullmatch(rf"\s*{NUMBER}\s*", quantity) else None
    if not value or not re.fullmatch(_UNIT, lower(unit.strip())):
        return None
    return Deliverable(quantity=value, unit=lower(unit.strip()), per=None, text=f"{quantity.strip()} {unit.strip()}")


def _is_year(quantity: str) -> bool:
    return bool(re.fullmatch(r"20\d\d", quantity))


def _per(slash: str | None, after: str) -> Per | None:
    if slash:
        return next((per for word, per in _PER.items() if slash.rstrip().endswith(word)), None)
    hit = re.match(r"(?:\s+[\w-]+){0,4}?\s*(?:/|mỗi\s|hằng\s|hàng\s)\s*(tháng|quý|năm)\b", after)
    return _PER[hit.group(1)] if hit else None


def _with_object(unit: str, after: str, hit: re.Match[str]) -> str:
    """ "cụm" + "Pa-nô": what is counted in clusters and sets belongs to the unit."""
    if lower(unit) not in {"cụm", "bộ"}:
        return unit
    thing = _SETS.match(after)
    return f"{unit} {thing.group(1)}" if thing else unit
