"""The texts that plans cite: what ships, how a citation finds its text, and what became of it by a day."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from django.db import transaction

from ttdn.engine.text.normal import fold
from ttdn.plans.models import LegalBasis, LegalChange, LegalChangeKind, LegalText


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalState:
    """What became of a text: ``change`` is None where nothing is known to have changed it."""

    text: LegalText
    change: LegalChange | None

    @property
    def holds(self) -> bool:
        return self.change is None or self.change.kind == LegalChangeKind.AMENDED


def number_key(number: str) -> str:
    """ "22/2016/TT-BTTTT" however it is spaced and accented."""
    return re.sub(r"\s+", "", fold(number))


def mark_states(bases: Iterable[LegalBasis], day: dt.date) -> list[LegalBasis]:
    """Each basis gets ``legal_state`` as of ``day``; None where its text is not in the list. Two queries."""
    marked = list(bases)
    texts: dict[str, list[LegalText]] = defaultdict(list)
    keys = {number_key(basis.number) for basis in marked if basis.number}
    for text in LegalText.objects.filter(key__in=keys).prefetch_related("changes__by"):
        texts[text.key].append(text)
    for basis in marked:
        found = [text for text in texts[number_key(basis.number)] if _may_be(text, basis)] if basis.number else []
        basis.legal_state = state_on(found[0], day) if len(found) == 1 else None
    return marked


def _may_be(text: LegalText, basis: LegalBasis) -> bool:
    """Numbers of decisions begin anew each year: where both days are known they must agree."""
    return not (text.issued_on and basis.issued_on) or text.issued_on == basis.issued_on


def state_on(text: LegalText, day: dt.date) -> LegalState:
    """The end of a text outweighs an amendment; a change whose day is not known has happened."""
    changes = [change for change in text.changes.all() if change.on is None or change.on <= day]
    ends = [change for change in changes if change.kind != LegalChangeKind.AMENDED]
    return LegalState(text=text, change=(ends or changes or [None])[-1])


def seed_legal_texts() -> int:
    """Bring in the texts that are not there yet; returns how many. What a person changed stays."""
    data = json.loads(files("ttdn").joinpath("data/legal_texts.json").read_text(encoding="utf-8"))
    made: dict[str, LegalText] = {}
    with transaction.atomic():
        known = set(LegalText.objects.values_list("key", flat=True))
        for row in data["texts"]:
            if number_key(row["number"]) not in known:
                made[row["number"]] = LegalText.objects.create(
                    key=number_key(row["number"]), source=data["source"], **row
                )
        for row in data["changes"]:
            if row["text"] in made:
                by = LegalText.objects.filter(key=number_key(row["by"])).first()
                values = {name: row.get(name) for name in ("kind", "on", "certainty")}
                LegalChange.objects.create(text=made[row["text"]], by=by, source=data["source"], **values)
    return len(made)
