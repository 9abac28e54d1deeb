"""The gallery: every component in every state, and each page shape, drawn with an invented province's words."""

from datetime import datetime
from types import SimpleNamespace as Sample
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

SHAPES = ("list", "record", "form", "board", "review", "door")
AT = datetime(2026, 9, 14, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


class SampleForm(forms.Form):
    """One control of every kind; sent empty, so that its errors show."""

    name = forms.CharField(label="Tên nhiệm vụ", help_text="Viết như trong kế hoạch.")  # data
    due = forms.DateField(label="Hạn", input_formats=["%d/%m/%Y"], help_text="ngày/tháng/năm")  # data
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 3}))  # data
    agency = forms.ChoiceField(
        label="Cơ quan chủ trì",  # data
        choices=[("", "Chọn cơ quan"), ("1", "Sở Ngoại vụ"), ("2", "Văn phòng UBND tỉnh")],  # data
    )
    role = forms.ChoiceField(
        label="Vai trò",  # data
        choices=[("lead", "Chủ trì"), ("partner", "Phối hợp")],  # data
        widget=forms.RadioSelect,
    )
    declared = forms.BooleanField(label="Tài liệu không chứa bí mật nhà nước")  # data
    file = forms.FileField(label="Tệp kế hoạch", help_text="Tệp .docx, .txt, .md hoặc .html, tối đa 50 MB.")  # data


def sample_rows() -> list[Sample]:
    rows = [
        ("II.3.b", "Đặt hàng sản xuất và phát sóng 02 phóng sự tiếng Việt, phụ đề tiếng Anh", "Đài tỉnh"),  # data
        ("II.5", "Dựng 02 cụm pa-nô giới thiệu hình ảnh của tỉnh tại cửa khẩu", "Sở Ngoại vụ"),  # data
        ("II.3.a", "Xuất bản tập san song ngữ Việt – Anh, mỗi quý một số", "Văn phòng UBND tỉnh"),  # data
        ("II.4.b", "Tham gia các hoạt động xúc tiến thương mại và đầu tư", "Sở Công Thương"),  # data
    ]
    states = [
        ("done", "Hoàn thành", "30/06/2026", 2, 2, "2/2 phóng sự"),  # data
        ("late", "Quá hạn 8 ngày", "30/06/2026", 1, 2, "1/2 cụm"),  # data
        ("soon", "Còn 12 ngày", "30/09/2026", 2, 4, "2/4 số"),  # data
        ("none", "Chưa đặt hạn", "không có hạn", None, None, ""),  # data
    ]
    return [
        Sample(
            ref=ref,
            title=title,
            agency=agency,
            kind=kind,
            state=state,
            due=due,
            made=made,
            promised=promised,
            result=result,
        )
        for (ref, title, agency), (kind, state, due, made, promised, result) in zip(rows, states, strict=True)
    ]


def sample_columns() -> list[Sample]:
    return [
        Sample(label="Mục"),  # data
        Sample(label="Nhiệm vụ", url="?order=-name", sorted="ascending"),  # data
        Sample(label="Hạn", url="?order=due"),  # data
        Sample(label="Tình trạng"),  # data
        Sample(label="Kết quả"),  # data
    ]


def sample_chips() -> list[Sample]:
    return [
        Sample(label="Tất cả", url="?", count=12, on=True),  # data
        Sample(label="Quá hạn", url="?time=late", count=1),  # data
        Sample(label="Sắp đến hạn", url="?time=soon", count=2),  # data
        Sample(label="Sở Ngoại vụ", url="?", on=True, removes=True),  # data
    ]


def context() -> dict:
    return {
        "form": SampleForm(),
        "wrong": SampleForm({"due": "31/02/2026"}, auto_id="wrong_%s"),
        "rows": sample_rows(),
        "columns": sample_columns(),
        "chips": sample_chips(),
        "page": Paginator(range(1, 487), 50).page(4),
        "crumbs": [(_("Kế hoạch"), "?"), ("102/KH-UBND", "?"), (_("Mục II.4.b"), "")],
        "tabs": [
            Sample(label="Nhiệm vụ", url="?", count=12, current=True),  # data
            Sample(label="Văn bản gốc", url="?tab=source"),  # data
            Sample(label="Lịch sử", url="?tab=history", count=3),  # data
        ],
        "steps": [
            Sample(label="Đưa vào", state="done", url="?"),  # data
            Sample(label="Rà soát", state="current"),  # data
            Sample(label="Xác nhận", state="todo"),  # data
        ],
        "versions": [
            ("Cơ quan chủ trì", "Sở Ngoại vụ", "Sở Ngoại vụ"),  # data
            ("Thời gian", "Quý II/2026", "Quý III/2026"),  # data
        ],
        "entries": [
            Sample(at=AT, text="Xác nhận kế hoạch", by="Lê Thu Hà"),  # data
            Sample(at=AT, text="Sửa thời gian: Quý II thành Quý III", by="Trần Văn Nam"),  # data
        ],
        "shapes": SHAPES,
    }


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """All components, or with ``?shape=NAME`` one page shape."""
    shape = request.GET.get("shape")
    if shape is None:
        return render(request, "workspace/gallery.html", context())
    if shape not in SHAPES:
        raise Http404
    return render(request, f"workspace/gallery/{shape}.html", context())
