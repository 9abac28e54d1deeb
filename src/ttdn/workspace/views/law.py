"""The texts that plans cite, and what became of them."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ttdn.core.days import today
from ttdn.core.versions import StaleVersion
from ttdn.plans import actions
from ttdn.plans.legal import number_key, state_on
from ttdn.plans.models import LegalText
from ttdn.plans.permissions import may_edit_plans
from ttdn.workspace.forms.nesting import LegalChangeForm, LegalTextForm
from ttdn.workspace.views.acting import conflict, done, need_plan_editor, posted, words_asked

PAGE = 50
FACTS = ("number", "title", "issued_on", "in_force_from", "source", "certainty")


@require_safe
def legal_texts(request):
    texts = LegalText.objects.visible_to(request.user).prefetch_related("changes__by")
    if words := words_asked(request):
        texts = texts.filter(key__contains=number_key(words)) | texts.filter(title__icontains=words)
    page = Paginator(texts.distinct(), PAGE).get_page(request.GET.get("page"))
    for text in page.object_list:
        text.legal_state = state_on(text, today())
    context = {"page": page, "words": words, "may_edit": may_edit_plans(request.user)}
    return render(request, "workspace/law/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request):
    need_plan_editor(request.user)
    form = LegalTextForm(posted(request), initial={"number": request.GET.get("so", "")[:60], "certainty": "K"})
    return _keep(request, form, None, _("Thêm văn bản"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    need_plan_editor(request.user)
    text = get_object_or_404(LegalText.objects.visible_to(request.user), pk=pk)
    initial = {"seen": text.version} | {name: getattr(text, name) for name in FACTS}
    return _keep(request, LegalTextForm(posted(request), initial=initial), text, _("Sửa văn bản"))


def _keep(request, form: LegalTextForm, text: LegalText | None, title: str):
    back = reverse("workspace:legal-texts")
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in FACTS}
        try:
            if text is None:
                entry = actions.add_legal_text(by=request.user, **facts)
            else:
                entry = actions.edit_legal_text(text, seen=form.cleaned_data["seen"] or 0, by=request.user, **facts)
        except StaleVersion as error:
            rows = [(form[name].label, getattr(error.current, name), facts[name]) for name in FACTS]
            return conflict(request, error, rows=[row for row in rows if row[1] != row[2]], back=request.path)
        except actions.PlanRefused as error:
            form.add_error("number", error.message)
        else:
            return done(request, _("Đã ghi văn bản."), back, undo=entry)
    context = {"form": form, "title": title, "cancel_url": back, "crumbs": _crumbs(title)}
    return render(request, "shapes/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, pk: int):
    """What became of a text."""
    need_plan_editor(request.user)
    text = get_object_or_404(LegalText.objects.visible_to(request.user), pk=pk)
    form = LegalChangeForm(posted(request), initial={"seen": text.version, "certainty": "K"})
    form.fields["by"].queryset = LegalText.objects.visible_to(request.user).exclude(pk=pk)
    back = reverse("workspace:legal-texts")
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name not in ("seen", "by")}
        seen = form.cleaned_data["seen"] or 0
        try:
            entry = actions.add_legal_change(text, seen=seen, by=request.user, by_text=form.cleaned_data["by"], **facts)
        except StaleVersion as error:
            return conflict(request, error, rows=[], back=back)
        return done(request, _("Đã ghi thay đổi của văn bản."), back, undo=entry)
    title = _("Thay đổi của %(number)s") % {"number": text.number}
    context = {"form": form, "title": title, "cancel_url": back, "crumbs": _crumbs(title)}
    return render(request, "shapes/form.html", context, status=422 if form.errors else 200)


def _crumbs(title: str) -> list[tuple[str, str]]:
    return [(_("Văn bản pháp lý"), reverse("workspace:legal-texts")), (title, "")]
