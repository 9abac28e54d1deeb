"""What one agency owes in one period: its page, the report written on it, and the coordinator's decision."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ttdn.core.days import today
from ttdn.core.files import FileGone, file_response
from ttdn.core.versions import StaleVersion
from ttdn.followup import actions, proofs, queries
from ttdn.followup.errors import FollowupRefused
from ttdn.followup.models import ProgressReport, Proof, ProofState, ReportState
from ttdn.followup.permissions import may_decide, may_report
from ttdn.plans.models import Obligation
from ttdn.plans.queries import mark
from ttdn.workspace.forms.reports import FileForm, LinkForm, ReportForm, SecretReportForm
from ttdn.workspace.views.acting import conflict, done, posted, reason_given, seen

PAGE = 50


def _visible(request, pk: int) -> Obligation:
    rows = Obligation.objects.visible_to(request.user).select_related(
        "item__plan", "owed_by", "given_to", "through", "part"
    )
    return mark([get_object_or_404(rows, pk=pk)])[0]


def _page_of(obligation: Obligation) -> str:
    return reverse("workspace:obligation", args=[obligation.pk])


def _draft_of(obligation: Obligation) -> ProgressReport | None:
    return obligation.reports.filter(state=ReportState.DRAFT).prefetch_related("proofs").first()


def _initial(obligation: Obligation, draft: ProgressReport | None) -> dict:
    """The draft as it was left; a new one begins with what was sent back, so that nothing is typed again."""
    source = draft or obligation.reports.filter(state=ReportState.RETURNED).first()
    values = {name: getattr(source, name) for name in actions.FIELDS} if source else {}
    return values | {"seen": draft.version if draft else 0}


def _is_secret(request, draft: ProgressReport | None) -> bool:
    asked = (request.POST if request.method == "POST" else request.GET).get("mat")
    return asked == "1" if asked is not None else bool(draft and draft.under_secrecy)


@require_http_methods(["GET", "HEAD", "POST"])
def obligation_page(request, pk: int) -> HttpResponse:
    """Who owes what by when, what was reported; and for those who may, the report in hand."""
    obligation = _visible(request, pk)
    writes = may_report(request.user, obligation) and obligation.state in actions.OPEN
    if request.method == "POST" and not writes:
        if not may_report(request.user, obligation):
            raise PermissionDenied(_("Chỉ cơ quan có việc này hoặc cơ quan đầu mối được báo cáo."))
        messages.error(request, _("Việc này đã được báo cáo hoặc đã đóng. Nội dung vừa gõ không được ghi."))
        return redirect(_page_of(obligation))
    draft = _draft_of(obligation) if writes else None
    secret = _is_secret(request, draft)
    form = (SecretReportForm if secret else ReportForm)(posted(request), initial=_initial(obligation, draft))
    if request.method == "POST" and form.is_valid():
        return _act(request, obligation, form, secret)
    reports = [report for report in queries.reports_of(request.user, obligation) if report.state != ReportState.DRAFT]
    for report in reports:
        report.standing = actions.standing(report)
    context = {
        "row": obligation,
        "item": obligation.item,
        "plan": obligation.item.plan,
        "writes": writes,
        "draft": draft,
        "secret": secret,
        "form": form,
        "link_form": LinkForm(),
        "file_form": FileForm(),
        "reports": reports,
        "may_decide": may_decide(request.user),
        "today": today(),
    }
    return render(request, "workspace/reports/obligation.html", context, status=422 if form.errors else 200)


def _act(request, obligation: Obligation, form, secret: bool) -> HttpResponse:
    """The draft is kept first, whatever else is asked for: nothing that was typed is lost."""
    fields = {name: value for name, value in form.cleaned_data.items() if name != "seen"} | {"under_secrecy": secret}
    step, back = request.POST.get("step", ""), _page_of(obligation)
    try:
        draft = actions.save_draft(obligation, seen=form.cleaned_data["seen"] or 0, by=request.user, fields=fields)
    except StaleVersion as error:
        rows = [
            (form[name].label, getattr(error.current, name), fields[name])
            for name in form.cleaned_data.keys() & fields.keys()
        ]
        return conflict(request, error, rows=[row for row in rows if row[1] != row[2]], back=back)
    except FollowupRefused as error:
        messages.error(request, error.message)
        return redirect(back)
    try:
        return _go_on(request, draft, step, back)
    except FollowupRefused as error:
        messages.error(request, error.message)
        return redirect(back)


def _go_on(request, draft: ProgressReport, step: str, back: str) -> HttpResponse:
    """A link or a file that was chosen goes along whichever button was pressed."""
    if step.startswith("remove:") and step[7:].isdecimal():
        proof = draft.proofs.filter(pk=int(step[7:])).first()
        if proof:
            proofs.take_away(proof, seen=draft.version, by=request.user)
        return done(request, _("Đã bỏ minh chứng."), back)
    secret = draft.under_secrecy
    if step == "link" or (not secret and request.POST.get("url", "").strip()):
        _add_link(request, draft)
    if step == "file" or (not secret and request.FILES.get("file")):
        _add_file(request, draft)
    if step == "submit":
        entry = actions.submit(draft, seen=draft.version, by=request.user)
        return done(request, _("Đã gửi báo cáo."), reverse("workspace:my-work"), undo=entry)
    if step == "link":
        return done(request, _("Đã thêm liên kết."), back)
    if step == "file":
        return done(request, _("Đã thêm tệp; hệ thống đang kiểm tra dấu mật."), back)
    return done(request, _("Đã lưu nháp. Báo cáo chỉ được xem xét khi bạn gửi."), back)


def _add_link(request, draft: ProgressReport) -> None:
    form = LinkForm(request.POST)
    if not form.is_valid():
        raise FollowupRefused(_("Ghi đủ địa chỉ, ví dụ https://tinh.gov.vn/bai-viet."))
    proofs.add_link(draft, **form.cleaned_data, seen=draft.version, by=request.user)


def _add_file(request, draft: ProgressReport) -> None:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        raise FollowupRefused(_("Chọn tệp minh chứng có nội dung."))
    upload, declared = form.cleaned_data["file"], form.cleaned_data["declared"]
    proofs.add_file(draft, upload, name=upload.name, declared=declared, seen=draft.version, by=request.user)


@require_safe
def reports_waiting(request):
    if not may_decide(request.user):
        raise PermissionDenied(_("Chỉ cơ quan đầu mối xem được các báo cáo chờ duyệt."))
    page = Paginator(queries.waiting(request.user), PAGE).get_page(request.GET.get("page"))
    for report in page.object_list:
        report.standing = actions.standing(report)
    return render(request, "workspace/reports/waiting.html", {"page": page})


@require_POST
def decide(request, pk: int):
    """Accept a report, or send it back with the reason."""
    if not may_decide(request.user):
        raise PermissionDenied(_("Chỉ cơ quan đầu mối được nhận hoặc trả lại báo cáo."))
    report = get_object_or_404(ProgressReport.objects.visible_to(request.user).select_related("obligation"), pk=pk)
    back = _page_of(report.obligation)
    waiting = reverse("workspace:reports-waiting")
    try:
        if "accept" in request.POST:
            entry = actions.accept(report, seen=seen(request), by=request.user)
            return done(request, _("Đã nhận báo cáo."), waiting, undo=entry)
        entry = actions.send_back(report, reason=reason_given(request), seen=seen(request), by=request.user)
    except StaleVersion as error:
        return conflict(request, error, rows=[], back=back)
    except FollowupRefused as error:
        messages.error(request, error.message)
        return redirect(back)
    return done(request, _("Đã trả lại báo cáo kèm lý do."), waiting, undo=entry)


@require_safe
def proof_file(request, pk: int):
    """A file that passed the gate, for those who see its report."""
    proof = get_object_or_404(Proof.objects.visible_to(request.user).select_related("file"), pk=pk)
    if proof.state != ProofState.KEPT or proof.file is None:
        raise Http404
    try:
        return file_response(proof.file, name=proof.title)
    except FileGone as error:
        raise Http404 from error
