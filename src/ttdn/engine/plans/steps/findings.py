"""Doubts about the plan as a whole: each check is one rule and reads only the recognised plan."""

from __future__ import annotations

from ttdn.engine.plans.steps.draft import Draft


def find_doubts(draft: Draft) -> Draft:
    return draft
