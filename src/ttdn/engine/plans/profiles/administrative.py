"""The wording of Vietnamese administrative plans: form of NĐ 30/2020/NĐ-CP, Phụ lục I, and common usage before it.

Beside each pattern stands a line it is meant for. Patterns see folded text: "Đơn vị chủ trì" is "don vi chu tri".
"""

from __future__ import annotations

import re

from ttdn.engine.plans.profiles.profile import Profile

_KINDS = (
    "chuong trinh hanh dong", "chuong trinh cong tac", "chuong trinh", "ke hoach", "chi thi", "thong bao", "quyet dinh",
    "bao cao", "de an", "phuong an", "nghi quyet", "to trinh", "huong dan", "quy che", "quy dinh", "cong dien",
    "giay moi", "bien ban", "cong van", "thong tu", "nghi dinh", "quy trinh", "de cuong", "lich cong tac", "ket luan",
)  # fmt: skip

_SECTIONS = (
    # I. MỤC ĐÍCH, YÊU CẦU
    ("purpose-and-requirement", r"muc (?:dich|tieu)(?: chung)?\s*(?:,|va|-|;|&)\s*(?:va )?yeu cau"),
    ("purpose-and-requirement", r"quan diem\s*(?:,|va|-|;)\s*muc (?:tieu|dich)"),  # I. QUAN ĐIỂM, MỤC TIÊU
    ("target", r"(?:cac )?chi tieu|muc tieu,? chi tieu|muc tieu cu the"),  # 2. Mục tiêu cụ thể
    ("objective", r"muc (?:tieu|dich)"),  # 1. Mục đích
    ("requirement", r"yeu cau(?!.*\bthuc hien nhiem vu)|quan diem|nguyen tac"),  # 2. Yêu cầu
    # II. NỘI DUNG, ĐỐI TƯỢNG, THỜI GIAN; I. THỜI GIAN, ĐỊA ĐIỂM, QUY MÔ
    ("scope", r"(?:noi dung|chu de|hinh thuc|thoi gian|dia diem|quy mo|doi tuong|thanh phan|pham vi)[a-z ]{0,20},"
              r".*\b(?:doi tuong|dia diem|thanh phan|quy mo|pham vi)\b.*"),
    ("report", r"(?:che do|thong tin,?|cong tac)? ?bao cao(?!.*tuyen truyen)|so ket, tong ket"),  # V. CHẾ ĐỘ BÁO CÁO
    ("funding", r"(?:nguon |du toan |ve )?kinh phi|du toan|nguon (?:luc|von)"),  # III. KINH PHÍ THỰC HIỆN
    ("organisation", r"(?:cong tac )?to chuc,? (?:trien khai )?(?:thuc hien|thi hanh)|to chuc trien khai|"
                     r"phan cong|trach nhiem"
                     r"|nhiem vu (?:cu the )?cua (?:cac|tung)"),  # IV. TỔ CHỨC THỰC HIỆN
    # 2. Thời gian thực hiện
    ("time", r"thoi gian(?:,? dia diem)?(?: va dia diem)?(?: thuc hien| to chuc| trien khai)?\s*(?:$|:)|tien do"),
    ("scope", r"pham vi|doi tuong|dia diem|thanh phan|quy mo"),  # II. PHẠM VI, ĐỐI TƯỢNG
    ("background", r"(?:dac diem,? )?tinh hinh|thuc trang|danh gia (?:ket qua|tinh hinh|chung)|"
                   r"ket qua (?:dat duoc|thuc hien)"
                   r"|su can thiet|can cu|co so|boi canh|ton tai|han che|khai quat|mo dau|dat van de"),  # I. THỰC TRẠNG
    ("task", r"(?:cac |nhung |mot so )?(?:noi dung|nhiem vu|giai phap|hoat dong|cong viec|nhom nhiem vu|"
             r"bien phap|phuong huong|"
             r"trong tam|hinh thuc|chuong trinh|lo trinh)"),  # II. NHIỆM VỤ TRỌNG TÂM
)  # fmt: skip

_ONE_BODY = r"(?:co quan|don vi|dv|cq|so|bo phan|to chuc|cac (?:co quan|don vi)|phong|ban|nganh|dia phuong)"
_BODY = rf"{_ONE_BODY}(?:\s*[,/]\s*{_ONE_BODY})*"  # "Cơ quan, đơn vị", "Sở, ngành"
_LABELS = (
    # Chủ trì, phối hợp:
    ("lead-and-partners", rf"{_BODY}?\s?chu tri\s*(?:,|va|/|-)\s*(?:{_BODY} )?phoi hop(?: thuc hien)?"),
    ("partners", rf"(?:{_BODY} )?(?:cung )?phoi hop(?: thuc hien| chinh| voi)?"),  # Cơ quan phối hợp:
    ("partners", rf"(?:{_BODY} )?(?:cung (?:thuc hien|tham gia)|tham gia(?: phoi hop| thuc hien)?|ho tro|"
                 r"(?:co )?lien quan|dong hanh)"),
    # Đơn vị chủ trì:
    ("lead", rf"(?:{_BODY} )?(?:duoc giao )?chu tri(?:,? (?:thuc hien|tham muu|to chuc|trien khai|soan thao|xay dung))?"
             r"(?: chinh)?"),
    # Đơn vị thực hiện:
    ("lead", rf"{_BODY} (?:thuc hien|dau moi|chiu trach nhiem(?: thuc hien)?|phu trach|to chuc|tham muu|trien khai|"
             r"theo doi|dang cai|chu quan|duoc (?:giao|phan cong)(?: chu tri| thuc hien| nhiem vu)?)(?: chinh)?"
             r"|chu dau tu"),
    # Phân công thực hiện:
    ("lead", r"(?:giao |chiu )?(?:trach nhiem|phan cong)(?: thuc hien| to chuc)?(?: chinh)?|dau moi(?: thuc hien)?"),
    ("lead", r"phu trach(?: chinh)?|giao(?: nhiem vu| thuc hien)?"),
    ("lead", rf"thuc hien(?=\s*:\s*(?:{_ONE_BODY}|ubnd|uy ban|cong an|trung tam|hoi|doan|bao|dai|chi cuc|tram)\b)"),
    # Lãnh đạo phụ trách:
    ("person", r"(?:lanh dao|nguoi|can bo|chuyen vien|dong chi)(?: truc tiep)? (?:phu trach|thuc hien|chi dao|"
               r"theo doi)"),
    ("time", r"(?:du kien )?(?:thoi gian|thoi han|thoi diem|tien do|lo trinh|ky han|han)(?: va dia diem|,? dia diem)?"
             r"(?:,? (?:va )?(?:thuc hien|hoan thanh|trien khai|to chuc|trinh|ban hanh|bao cao|du kien|"
             r"phai hoan thanh|xong))*"
             r"|(?:thoi gian )?hoan thanh|ngay (?:hoan thanh|thuc hien|to chuc)|moc thoi gian|tan suat|dinh ky"
             r"|ky bao cao|thoi gian bat dau|thuc hien (?:trong|tu)"),  # Thời gian thực hiện:
    ("product", r"(?:du kien |yeu cau |hinh thuc )?(?:san pham|ket qua|dau ra)"
                r"(?:,? (?:san pham|ket qua|dau ra|dat duoc|du kien|can dat|"
                r"can dat duoc|hoan thanh|thuc hien|"
                r"cu the|chinh|va san pham|dau ra))*|so luong"),  # Sản phẩm:
    ("funding", r"(?:du toan |nguon |du kien |tong )?kinh phi(?: thuc hien| du kien)?|du toan"),  # Kinh phí:
)  # fmt: skip

_COLUMNS = (
    ("number", r"tt|stt|so tt|so thu tu|muc|ma so|so"),
    ("product", r"(?:san pham|ket qua|dau ra)\b.*"),  # before the time: "Sản phẩm hoàn thành"
    ("lead-and-partners", r".*chu tri.*phoi hop.*"),  # Cơ quan chủ trì, phối hợp
    # Đơn vị phối hợp
    ("partners", r"(?!noi dung).*phoi hop.*|(?:cac )?(?:don vi|co quan|to chuc).* (?:lien quan|tham gia)|"
                 r"cung thuc hien"),
    ("support", r".*ho tro(?! kinh phi).*"),  # Lực lượng hỗ trợ
    ("person", r"(?:nguoi|can bo|chuyen vien|lanh dao|ca nhan|dong chi)(?: .*)?(?:phu trach|thuc hien|chi dao|"
               r"theo doi|trach nhiem)?|ho (?:va )?ten"),
    ("lead", r".*chu tri.*|(?:co quan|don vi|dv|cq|bo phan|phong|cac don vi|dau moi|to chuc|don vi, dia phuong|"
             r"don vi, ca nhan) ?.*(?:thuc hien|dau moi|"
             r"trach nhiem|phu trach|tham muu|bao cao|thuc thi|trien khai)?"
             r"|phan cong.*|trach nhiem.*|phu trach|chu dau tu|"
             r"noi thuc hien|giao (?:don vi|co quan).*|chu tri"),  # Đơn vị thực hiện
    ("unit", r"don vi (?:tinh|do)|dvt|dv tinh"),
    # Kinh phí (triệu đồng)
    ("funding", r".*(?:kinh phi|du toan|thanh tien|nguon von|ngan sach|don gia|so tien).*|nguon"),
    # Thời gian hoàn thành
    ("time", r".*(?:thoi gian|thoi han|tien do|hoan thanh|thoi diem|lo trinh|ngay thang).*|(?:thang|"
             r"quy|ngay|nam)(?: thuc hien| to chuc| hoan thanh| bat dau| ket thuc)?|"
             r"bat dau|ket thuc|du kien|ky han|han (?:chot|cuoi)|"
             r"giai doan.*|deadline"),
    ("product", r".*(?:san pham|ket qua|dau ra|so luong|khoi luong|hinh thuc van ban).*"),  # Sản phẩm
    ("target", r".*chi tieu.*|.*muc tieu.*"),  # Chỉ tiêu
    ("note", r"ghi chu.*|chu thich|luu y"),
    ("reason", r"(?:can cu|co so|ly do|thuyet minh|giai trinh|van ban giao).*"),
    ("group", r"(?:nhom|linh vuc|noi dung chinh|chuyen de|nhom nhiem vu|truc|tru cot)(?: .*)?"),
    # Nội dung nhiệm vụ
    ("task", r".*(?:noi dung|nhiem vu|cong viec|hoat dong|giai phap|de an|chuong trinh|ten |hang muc|viec|"
             r"bien phap|van ban).*|(?:su kien|cong tac|chu de|mo ta)(?: .*)?"),
    ("year", r"(?:nam )?20\d\d"),
    ("value", r"ke hoach.*|gia tri.*|muc.*|phan dau.*|thuc hien.*"),
)  # fmt: skip

_UNIT_FIRST = {"unit": 0}  # "Đơn vị tính" is a unit, not an agency


def _compiled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[object, re.Pattern[str]], ...]:
    ordered = sorted(rows, key=lambda row: _UNIT_FIRST.get(row[0], 1))
    return tuple((name, re.compile(pattern)) for name, pattern in ordered)


ADMINISTRATIVE = Profile(
    name="administrative",
    basis="NĐ 30/2020/NĐ-CP, Phụ lục I and III [V]; layouts seen in plans 2016-2026",
    valid_from=None,
    valid_to=None,
    kinds=_KINDS,
    plan_kinds=frozenset(
        {"ke hoach", "chuong trinh", "chuong trinh hanh dong", "chuong trinh cong tac", "de an", "phuong an", "chi thi",
         "thong bao", "quyet dinh", "cong dien", "lich cong tac", "ket luan", "nghi quyet", "huong dan"}
    ),
    actor_kinds=frozenset({"chi thi", "thong bao", "cong dien", "ket luan"}),
    sections=_compiled(_SECTIONS),  # type: ignore[arg-type]  # its keys are the literals
    labels=_compiled(_LABELS),  # type: ignore[arg-type]  # its keys are the literals
    columns=_compiled(_COLUMNS),  # type: ignore[arg-type]  # its keys are the literals
)  # fmt: skip
