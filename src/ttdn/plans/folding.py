"""The columns that search and order read, made from what they stand for."""

from __future__ import annotations

from collections.abc import Iterable

from ttdn.core.vietnamese_order import sort_key
from ttdn.engine.text.normal import fold
from ttdn.plans.models import Item, Plan

ORDERED_BY = 120  # characters: enough to tell two tasks apart


def fold_plan(plan: Plan) -> str:
    return fold("\n".join(filter(None, [plan.number, plan.title, plan.issuer_as_written])))


def fold_item(item: Item, *, names: Iterable[str], parts: Iterable[str]) -> str:
    """The text, its parts and the agencies by every name they have here."""
    return fold("\n".join(dict.fromkeys(filter(None, [item.text, *parts, *names]))))


def order_key(text: str) -> str:
    return sort_key(text[:ORDERED_BY])
