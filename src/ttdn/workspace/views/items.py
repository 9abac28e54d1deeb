"""One item: its page, its correction, and adding one that the reading missed."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ttdn.core.versions import StaleVersion
from ttdn.plans import actions, owing, queries
from ttdn.plans.models import Item
from ttdn.plans.permissions import may_edit_plans
from ttdn.workspace.forms.fields import write_count
from ttdn.workspace.forms.items import ItemForm, initial_of
from ttdn.workspace.views.acting import (
    conflict,
    done,
    need_plan_editor,
    next_url,
    posted,
    preview_owing,
    row_number,
    seen,
)
from ttdn.workspace.views.plans import visible_plan
from ttdn.workspace.views.shown import cells_once, history_rows, pieces


def _visible_item(request, pk: int) -> Item:
    items = Item.objects.visible_to(request.user).select_related("plan", "plan__document", "parent", "repeats")
    return get_object_or_404(
        items.prefetch_related("assignments__agency", "deliverables", "parts__given_to__agency", "blocks"), pk=pk
    )


@require_safe
def item_page(request, pk: int):
    """What it is, who owes it, by when, and the very paragraph it came from."""
    item = _visible_item(request, pk)
    context = {
        "item": item,
        "plan": item.plan,
        "due": queries.due_state(item),
        "stands_today": queries.stands_today(item),
        "source": [
            {"block": source.block, "cells": cells_once(source.block.cells), "pieces": pieces(source)}
            for source in queries.source_of(item)
        ],
        "findings": item.findings.all(),
        "periods": queries.obligations_of(item) if item.plan.state == "confirmed" else [],
        "uppers": queries.uppers_of(request.user, item),
        "history": history_rows(queries.history_of(item)),
        "may_edit": may_edit_plans(request.user),
    }
    return render(request, "workspace/items/item.html", context)


def _words(value) -> str:
    """A form's value as one line of the conflict page."""
    if isinstance(value, list):
        return "; ".join(write_count(v.quantity, v.unit, v.per) if hasattr(v, "quantity") else str(v) for v in value)
    return value.strftime("%d/%m/%Y") if hasattr(value, "strftime") else str(value or "")


def _conflict(request, error: StaleVersion, form: ItemForm):
    current = initial_of(_visible_item(request, error.current.pk))
    rows = [
        (form[name].label, _words(current[name]), _words(value))
        for name, value in form.changes().items()
        if _words(current[name]) != _words(value)
    ]
    return conflict(request, error, rows=rows, back=request.get_full_path())


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, pk: int):
    """The form alone, or in place of the item in the review (htmx)."""
    need_plan_editor(request.user)
    item = _visible_item(request, pk)
    form = ItemForm(posted(request), initial=initial_of(item))
    back = next_url(request, reverse("workspace:item", args=[pk]))
    template = "workspace/items/_form.html" if request.htmx else "workspace/items/edit.html"
    if request.method == "POST" and form.is_valid() and request.POST.get("step") != "form":

        def act():
            return actions.edit_item(
                _visible_item(request, pk), seen=form.cleaned_data["seen"] or 0, changes=form.changes(), by=request.user
            )

        try:
            if request.POST.get("step") != "done" and (diff := owing.tried(act)):
                return preview_owing(request, diff, lead=item.text)
            entry = act()
        except StaleVersion as error:
            return _conflict(request, error, form)
        return done(request, _("Đã sửa mục %(ref)s.") % {"ref": item.ref or item.key}, back, undo=entry)
    context = {"form": form, "item": item, "plan": item.plan, "back": back}
    return render(request, template, context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, pk: int):
    """An item that the reading missed, made from a paragraph of the document."""
    need_plan_editor(request.user)
    plan = visible_plan(request, pk)
    block = plan.blocks.filter(n=row_number(request.GET.get("doan", ""))).first()
    form = ItemForm(posted(request), initial={"kind": "task", "text": block.text if block else ""})
    if request.method == "POST" and form.is_valid():
        entry = actions.add_item(plan, block=block, changes=form.changes(), by=request.user)
        return done(request, _("Đã thêm một mục."), reverse("workspace:review", args=[pk]), undo=entry)
    # Not "block", which inside a template's block is that block.
    context = {"form": form, "plan": plan, "paragraph": block}
    return render(request, "workspace/items/add.html", context, status=422 if form.errors else 200)


@require_POST
def set_aside(request, pk: int):
    """Not an item after all: taken out, its paragraphs stay in the document; can be undone."""
    need_plan_editor(request.user)
    item = _visible_item(request, pk)
    back = reverse("workspace:review" if item.plan.state == "review" else "workspace:plan", args=[item.plan_id])
    try:
        entry = actions.set_aside_item(item, seen=seen(request), by=request.user)
    except StaleVersion as error:
        return conflict(request, error, rows=[], back=back)
    return done(request, _("Đã bỏ một mục khỏi kế hoạch."), back, undo=entry)
