"""Names of agencies in a text: lists that are nothing but names, and names inside a sentence.

A list (cell, labelled line, heading) loses no word: each word goes into some name. In a sentence a name ends
before the verb ("phối hợp với Sở Y tế | tổ chức …").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ttdn.engine.plans.directory import Directory
from ttdn.engine.text.normal import LOWER, UPPER, lower

# what a name of an agency begins with, capitalised as in running text
HEAD = re.compile(
    r"(?:Sở|Bộ(?! (?:tài|dữ|máy|phận|câu|tiêu|hồ|sưu|ảnh|luật|phim))|Ban(?! hành)|[UỦ][ỷy] ban(?: nhân dân)?|"
    r"UBND|UBMTTQ\w*|UBKT|HĐND|Hội đồng|Hội(?! (?:nghị|thảo|thi|chợ|nhập|diễn|họp|trại|báo xuân))|Hiệp hội|"
    r"Liên hiệp|Liên đoàn|Công đoàn|"
    r"Liên minh|Cục|Tổng cục|Chi cục|Vụ(?! việc)|Viện(?! trợ)|Văn phòng|VP|VPUB|Thanh tra(?= (?:tỉnh|huyện|"
    r"thành phố|Sở|Bộ|Chính|Nhà|các sở))|Công an|CA|BCH\w*|BCĐ|BQL|Quân khu|Quân đội|"
    r"Đồn|Đài|Báo(?! cáo| chí(?! [A-ZĐ]))|Tạp chí|Thông tấn xã|TTXVN|VTV\d?|VOV\d?|Cổng|Trang(?! (?:trí|bị))|"
    r"Trung tâm|TTYT|TTVH\w*|Trường(?! hợp)|Đại học|Học viện|"
    r"Bệnh viện|Trạm|Phòng(?! (?:chống|ngừa|cháy|bệnh|trừ)|,)|Tỉnh [đĐ]oàn|Thành [đĐ]oàn|Huyện [đĐ]oàn|"
    r"Đoàn(?! (?:kết|viên|ra|vào|công tác))|Mặt trận|MTTQ\w*|Tòa án|TAND|VKSND|Kho bạc|KBNN|"
    r"Bảo hiểm|BHXH|Ngân hàng|Bưu điện|Bưu chính|Viễn thông|VNPT|Viettel|Công ty|Tập đoàn|Tổng công ty|Tỉnh [uủ][ỷy]|"
    r"Thành [uủ][ỷy]|Huyện [uủ][ỷy]|Đảng [uủ][ỷy]|Thường trực|Thủ trưởng|Giám đốc|Chủ tịch|Chánh|Người đứng đầu|"
    r"Bảo tàng|Thư viện|Lực lượng|Cấp [uủ][ỷy]|Cảng|Thống kê(?= (?:tỉnh|thành|cơ sở))|Thuế|Hải quan|CDC|LĐLĐ|"
    r"Tổ công nghệ|Tổ công tác|Tổ giúp việc|Tổ chuyên môn|Đội(?! (?:ngũ|hình|viên|tuyển))|"
    r"Cơ quan|Đơn vị|Doanh nghiệp|Nhà xuất bản|Nhà hát|Trưởng|Hiệu trưởng|Quỹ(?! đất)|Đặc khu|Vườn quốc gia)(?![\w])"
)
_GENERIC = (
    r"(?:sở|ban|bộ|ngành|cơ quan|đơn vị|địa phương|đoàn thể|tổ chức|hội|hiệp hội|doanh nghiệp|phòng|trường|"
    r"báo(?! chí| cáo)|đài|"
    r"trung tâm|cấp|thành viên|lực lượng|cơ sở|huyện|thị xã|thành phố|xã|phường|thị trấn|đặc khu|cá nhân|nhà trường|"
    r"bệnh viện|hợp tác xã|quận|viện|tập đoàn|công ty|thôn|tổ dân phố|chi cục|cục|vụ)"
)
_PLACE_LEVEL = r"(?:tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)"
_EVERY = re.compile(rf"(?:các|những|một số|toàn thể|tất cả các)\s+(?={_GENERIC}(?!\w))", re.I)
_GENERIC_AT = re.compile(rf"{_GENERIC}(?!\w)")
_BARE = re.compile(
    rf"{_GENERIC}(?:\s*(?:$|[,;.)]|và\s|ngành|đoàn thể|có liên quan|liên quan|của|thuộc|trong|trên|cấp|chức năng|khác))"
)
_PRESS_BODY = re.compile(r"(?:cơ quan|đơn vị|tổ chức)\s+(?:báo chí|truyền thông|thông tấn|chuyên môn|ngành dọc|tư vấn)")
_LOWER_HEAD = re.compile(
    r"(?:sở|ủy ban nhân dân|công an|trung tâm|đài|báo|hội|phòng|ban quản lý|ban chỉ đạo|văn phòng|bộ chỉ huy|"
    r"cổng thông tin|bệnh viện|trường)\s+(?=\w)"
)
_HARD = re.compile(r"[;\n]")
_SOFT = re.compile(r"\s*,\s*|\s+và\s+|\s+cùng\s+(?:với\s+)?|\s+với\s+")
_LEAD_IN = re.compile(r"\s*(?:[-–+•*]\s*|\d{1,2}[.)]\s+|\(\d{1,2}\)\s*)?(?:và\s+|cùng\s+|với\s+)?")
# "các Sở: Tài chính, Y tế, Nội vụ"
_ELLIPSIS = re.compile(
    r"(?:[Cc]ác|[Nn]hững|CÁC)?\s*([Ss]ở|SỞ|[Bb]ộ|BỘ|[Bb]an|[Hh]ội)\s*:\s*"
    rf"|(?:[Cc]ác|[Nn]hững|CÁC)\s+([Ss]ở|SỞ|[Bb]ộ|BỘ|[Hh]ội)\s+(?=[{UPPER}][{LOWER}])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a text: where it stands, and the word to put before it ("Sở" in "các Sở: Tài chính, Y tế")."""

    start: int
    end: int
    prefix: str = ""
    scope: str | None = None

    def written(self, text: str) -> str:
        return " ".join(text[self.start : self.end].split())

    def spelled(self, text: str) -> str:
        return f"{self.prefix} {self.written(text)}".strip()


def _depths(text: str) -> list[int]:
    depth, depths = 0, []
    for letter in text:
        depth += letter == "("
        depths.append(depth)
        depth = max(0, depth - (letter == ")"))
    return depths


def split_list(text: str, directory: Directory, *, start: int = 0, end: int | None = None) -> list[Mention]:
    """The names in a text that is nothing but names: "Sở A, Sở B và các đơn vị liên quan"."""
    end = len(text) if end is None else end
    depths = [0] * start + _depths(text[start:])  # the stretch itself may stand in brackets
    found: list[Mention] = []
    cuts = [m.start() for m in _HARD.finditer(text, start, end) if not depths[m.start()]]
    for low, high in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
        found += _split_soft(text, low, high, directory, depths)
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    lead_in = _LEAD_IN.match(text, start, end)
    start = lead_in.end() if lead_in else start
    while end > start and text[end - 1] in " .,;:/\n\t":
        end -= 1
    return start, end


def _split_soft(text: str, start: int, end: int, directory: Directory, depths: list[int]) -> list[Mention]:
    start, end = _trimmed(text, start, end)
    prefix = ""
    if ellipsis := _ELLIPSIS.match(text, start, end):
        prefix = (ellipsis.group(1) or ellipsis.group(2)).capitalize()
        start = ellipsis.end()
    found: list[Mention] = []
    known = _known_end(text, start, prefix, directory)
    for cut in _SOFT.finditer(text, start, end):
        if cut.start() < known or depths[cut.start()] or cut.start() < start:
            continue
        begins = _begins(text, cut.end(), end, text[start : cut.start()], prefix, directory)
        if begins is None:
            continue
        found.append(_mention(text, start, cut.start(), prefix))
        start, prefix = cut.end(), begins
        known = _known_end(text, start, prefix, directory)
    if end > start:
        found.append(_mention(text, start, end, prefix))
    return found


def _mention(text: str, start: int, end: int, prefix: str) -> Mention:
    start, end = _trimmed(text, start, end)
    return Mention(start=start, end=end, prefix="" if HEAD.match(text, start) else prefix)


def _known_end(text: str, start: int, prefix: str, directory: Directory) -> int:
    if prefix and not HEAD.match(text, start):
        words = f"{prefix} {text[start : start + 80]}"
        end = directory.match_at(words, 0)
        return start if end is None else start + end - len(prefix) - 1
    return directory.match_at(text, start) or start


def _begins(text: str, at: int, end: int, current: str, prefix: str, directory: Directory) -> str | None:
    """The prefix ("" for none) of the name that begins at ``at``, or None where the current name goes on."""
    rest = text[at:end]
    low = lower(rest)
    group = bool(_EVERY.match(current) or (current[:1].islower() and _GENERIC_AT.match(current)))
    if group and _BARE.match(low):
        return None
    if HEAD.match(rest) or _EVERY.match(rest) or _PRESS_BODY.match(low):
        return ""
    if _GENERIC_AT.match(low) and (group or re.match(_PLACE_LEVEL + r"\b", low)):
        return None
    if not group and _LOWER_HEAD.match(low):
        return ""
    if prefix:
        return prefix
    if directory.match_at(rest, 0):
        return ""
    head = re.match(r"(Sở|Bộ)\s", current)
    if head and directory.match_at(f"{head.group(1)} {rest[:80]}", 0):
        return head.group(1)  # "Sở Tài chính, Y tế"
    return None


# --- names inside a sentence ------------------------------------------------------------------------------------

# the words a sentence goes on with after a name: verbs of administration, "để", "trong việc"
STOP = re.compile(
    r"(?:chủ trì|phối hợp|tham mưu|xây dựng|triển khai|tổ chức|thực hiện|hướng dẫn|kiểm tra|theo dõi|đôn đốc|tổng hợp|"
    r"báo cáo|đề xuất|cung cấp|rà soát|quản lý|đẩy mạnh|tăng cường|chỉ đạo|căn cứ|có trách nhiệm|có nhiệm vụ|"
    r"chịu trách|"
    r"bố trí|cân đối|thẩm định|trình|ban hành|nâng cao|tiếp tục|thường xuyên|chủ động|kịp thời|duy trì|phát huy|khuyến|"
    r"tạo|để|trong|nhằm|khi|theo|về|mở|thông tin|tuyên truyền|phát hiện|tiếp nhận|giải quyết|đăng|sử dụng|lập|"
    r"nghiên cứu|"
    r"giám sát|đánh giá|quán triệt|phân công|phổ biến|cập nhật|hỗ trợ|tham gia|vận động|là|được|phải|cần|không|đảm bảo|"
    r"bảo đảm|tiến hành|giúp|làm|gửi|nhất|đặc biệt|xử lý|đưa|in|sản xuất|phát|biên|xuất bản|thành lập|lồng ghép|"
    r"huy động|"
    r"chuẩn bị|khảo sát|hoàn thành|hoàn thiện|thống nhất|tập trung|đề nghị|yêu cầu|định kỳ|hằng|hàng|trước|sau|như|có|"
    r"tìm|giới thiệu|quảng bá|kết nối|tích cực|nghiêm túc|bám sát|lựa chọn|ký|đào tạo|bồi dưỡng|tập huấn|truyền thông|"
    r"tạo|vận hành|khai thác|công khai|xác định|điều|lấy|bổ sung|sớm|khẩn trương|chấn chỉnh|xem xét|quan tâm|tự|"
    r"tăng|giảm|củng cố|kiện toàn|giao|ưu tiên|lãnh đạo|đã|sẽ|tham dự|đón|đẩy nhanh)(?!\w)"
)
_COMPLEMENT = (
    r"(?:báo chí|truyền thông|thông tấn|đại diện|chức năng|chuyên môn|quản lý nhà nước|nhà nước|hành chính|ngoại giao|"
    r"thành viên|chính trị|xã hội|kinh tế|nghề nghiệp|quần chúng|đoàn thể|du lịch|lữ hành|sự nghiệp|trực thuộc|"
    r"công lập|"
    r"viễn thông|y tế|giáo dục|ngành dọc|quân sự|trung ương|địa phương|việt nam|khác|đối tác|tài trợ|có vốn|"
    r"chủ trì|chủ quản|sản xuất)"
)
_GROUP = re.compile(
    rf"(?:(?:các|những|một số|tất cả các)\s+{_GENERIC}|(?:cơ quan|đơn vị|địa phương)(?!\w))(?!\w)"
    rf"(?:(?:\s*[,;-]\s*|\s+và\s+)(?:các\s+)?{_GENERIC}(?!\w)|\s+(?:ban(?= ngành)|ngành|đơn vị|đoàn thể|"
    rf"địa phương)(?!\w))*"
    rf"(?:(?:\s*[,-]\s*|\s+)(?:và\s+)?{_COMPLEMENT}(?!\w))*",
    re.I,
)
_MODIFIER = re.compile(
    rf"\s+(?:(?:có )?liên quan|chức năng|cấp {_PLACE_LEVEL}(?:, {_PLACE_LEVEL})*|trung ương|địa phương"
    rf"|(?:của|thuộc|trong|trực thuộc|tại|ở|trên|đóng trên|trong và ngoài)\s+(?:toàn )?"
    rf"(?:tỉnh|thành phố|huyện|xã|phường|địa phương|trung ương|nước ngoài|địa bàn|ngành|toàn quốc|nước)"
    rf"(?:\s+(?:{_PLACE_LEVEL}))?(?!\w)"
    rf"|(?:các )?{_PLACE_LEVEL}(?:(?:\s*,\s*|\s+và\s+|\s*-\s*)(?:các )?{_PLACE_LEVEL})*(?!\w)|các (?:đảng ủy|"
    rf"cấp ủy|ubnd|ủy ban nhân dân) {_PLACE_LEVEL}(?:(?:\s*,\s*|\s+và\s+){_PLACE_LEVEL})*|việt nam|tỉnh ủy|"
    rf"thành ủy|huyện ủy)"
    r"(?!\w)",
    re.I,
)
_CAPITAL = re.compile(rf"[{UPPER}][\w&./]*")
_JOINT = re.compile(r"\s*[-–&]\s*|\s*,\s*|\s+và\s+|\s+")
# small letters that still belong to a name: "Chi cục Phát triển nông thôn"
_NOUN = re.compile(
    r"(?:nông thôn|đô thị|khoáng sản|lâm nghiệp|nông nghiệp|thủy lợi|thủy sản|chăn nuôi|thú y|thực vật|dân số|"
    r"gia đình|trẻ em|"
    r"bệnh tật|dự phòng|đa khoa|chuyên khoa|nhân dân|quân sự|thể thao|du lịch|nghệ thuật|đối ngoại|đầu tư|thương mại|"
    r"công nghiệp|hành chính công|cơ sở|xã hội|môi trường|hợp tác xã|doanh nghiệp|điện tử|thông tin đại chúng|"
    r"cán bộ|pháp luật|dân tộc|tôn giáo|việc làm|bảo trợ)(?!\w)"
)
_WORDS = re.compile(r"\s*(\w+)")
_BETWEEN = re.compile(r"\s*,\s*(?:và\s+)?|\s*;\s*|\s+và\s+|\s+cùng\s+(?:với\s+)?|\s+với\s+")


def mentions_at(text: str, start: int, directory: Directory) -> list[Mention]:
    """The names that stand one after another from ``start`` on, up to where the sentence goes on."""
    found: list[Mention] = []
    at = start
    while (end := _mention_end(text, at, directory)) is not None:
        found.append(Mention(start=at, end=end))
        joint = _BETWEEN.match(text, end)
        if not joint:
            break
        at = joint.end()
    return found


# "Giám đốc Sở Y tế", "Chủ tịch UBND các xã, phường": the post belongs to the name
_POST = re.compile(r"(?:Thủ trưởng|Giám đốc|Chủ tịch|Người đứng đầu|Hiệu trưởng|Trưởng)\s+(?=\w)")


_FIELD = re.compile(rf"(?:[Nn]gành|[Cc]ác trường) (?=[{UPPER}][{LOWER}])")


def _mention_end(text: str, at: int, directory: Directory) -> int | None:
    if (post := _POST.match(text, at)) and (inner := _mention_end(text, post.end(), directory)):
        return inner
    end = directory.match_at(text, at)
    head = HEAD.match(text, at)
    if head and head.group(0) in {"Bộ", "Sở"} and end and end > head.end() and STOP.match(text, head.end() + 1):
        end = None  # "các đơn vị thuộc Bộ xây dựng kế hoạch": small letters are the verb, not Bộ Xây dựng
    group = _GROUP.match(lower(text[at : at + 200]))
    if field := _FIELD.match(text, at):  # "ngành Y tế"
        return _with_modifiers(text, _capital_run(text, field.end() - 1, directory), directory)
    if group and (end is None or at + group.end() > end):
        end = at + group.end()
    if end is None and head:
        end = _capital_run(text, head.end(), directory)
    if end is None:
        return None
    return _with_modifiers(text, end, directory)


def _capital_run(text: str, end: int, directory: Directory) -> int:
    """ "Ban Quản lý Khu Kinh tế Dung Hải và các Khu công nghiệp": capitals with what joins them."""
    grown = end
    while True:
        joint = _JOINT.match(text, grown)
        if not joint or not joint.group(0):
            break
        capital = _CAPITAL.match(text, joint.end())
        plain = joint.group(0).strip() == ""
        if not capital:
            word = _WORDS.match(text, joint.end())
            if plain and (noun := _NOUN.match(text, joint.end())):
                grown = noun.end()
                continue
            modifier = _MODIFIER.match(lower(text), grown)
            if (
                plain
                and word
                and not modifier
                and not STOP.match(text, joint.end())
                and grown - end < 60
                and _lower_part(text, word.end())
            ):
                grown = word.end()
                continue
            break
        if not plain and (HEAD.match(text, joint.end()) or directory.match_at(text, joint.end())):
            break
        grown = capital.end()
    return grown if grown > end else end


def _lower_part(text: str, end: int) -> bool:
    """A small second syllable as in "Quản lý", "Thanh niên": more of the name follows within two words."""
    return bool(
        re.match(r"\s+(?:\w+\s+)?[A-ZĐ]|\s*(?:[,;.:)]|$)|\s+(?:và|tỉnh|thành|các|huyện|xã)\b", text[end : end + 30])
    ) or (end <= len(text) and bool(re.search(r"[A-ZĐ]\w*\s+\w+$", text[max(0, end - 20) : end])))


def _with_modifiers(text: str, end: int, directory: Directory) -> int:
    low = lower(text)
    while True:
        place = re.match(rf"(?:\s+[{UPPER}]\w*){{1,4}}", text[end:])
        if (
            place
            and not HEAD.match(text, end + 1)
            and not STOP.match(low, end + 1)
            and re.search(_PLACE_LEVEL + r"$", low[:end])
        ):
            end += place.end()
            continue
        if (bracket := re.match(r"\s*\([^()]{1,120}\)", text[end:])) and not re.match(
            r"\s*\((?:chủ trì|phối)", low[end:]
        ):
            end += bracket.end()
            continue
        thuoc = re.match(r"\s+(?:thuộc|trực thuộc|của|-)\s+|\s+[-–]\s+", low[end:])
        if thuoc is None and low[:end].endswith("thành viên"):
            thuoc = re.match(r"\s+", low[end:])  # "các thành viên Ban Chỉ đạo"
        if thuoc and (inner := _mention_end(text, end + thuoc.end(), directory)):
            end = inner
            continue
        hit = _MODIFIER.match(low, end)
        if not hit:
            return end
        end = hit.end()


def whole_list(text: str, directory: Directory) -> list[Mention] | None:
    """The names, if the text is nothing but names of agencies (a heading, a group row); else None."""
    stripped = text.strip(" .:;*")
    if not stripped or len(stripped) > 300:
        return None
    names = split_list(text, directory)
    if names and all(_is_name(text, name, directory) for name in names):
        return names
    return None


# "Sở Y tế - Cơ quan thường trực Ban Chỉ đạo"
_APPOSED = re.compile(r"\s*[-–(]\s*(?:là )?(?:cơ quan|đơn vị) (?:thường trực|đầu mối|chủ trì).*$", re.I | re.S)


def _is_name(text: str, name: Mention, directory: Directory) -> bool:
    words = _APPOSED.sub("", name.spelled(text))
    proper = words if not words.isupper() else _capitalised(words)
    if directory.find(words):
        return True
    end = _mention_end(proper, 0, directory)
    if end is None:
        return False
    rest = lower(proper[end:])
    return not STOP.search(rest) and len(rest.split()) <= 8 and ":" not in rest


def _capitalised(words: str) -> str:
    """Capitals put down so that the head of a name is seen in them: "SỞ TÀI CHÍNH" > "Sở Tài Chính"."""
    low = lower(words)
    first = low[:1].upper() + low[1:]
    return first if HEAD.match(first) or _GROUP.match(low) else low.title()
