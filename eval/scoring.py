"""How an answer is compared with the gold: tasks by their words, fields exactly, agencies by their names."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

FIELDS = ("lead", "partners", "start", "end", "recurrence", "deliverables")
KINDS = {
    "objectives": "objective", "requirements": "requirement", "directions": "direction", "duty_items": "duty",
    "funding": "funding",
}  # fmt: skip
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def words(text: str | None) -> str:
    """Lower case, no punctuation, "UBND" written out."""
    plain = unicodedata.normalize("NFC", text or "").casefold()
    plain = re.sub(r"\bubnd\b", "uỷ ban nhân dân", plain)
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def agency(text: str, place: str) -> str:
    """A name without what may differ between spellings: the tone's place, "và", "tỉnh", the document's own place."""
    kept = []
    for word in words(text).split():
        if word in {"và", "các", "của", "tỉnh"}:
            continue
        parts = unicodedata.normalize("NFD", word)
        kept.append("".join(c for c in parts if c not in _TONES) + "".join(c for c in parts if c in _TONES))
    name = " ".join(kept)
    return name.removesuffix(f" {place}") if place else name


def matched(gold: list[dict[str, Any]], got: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of tasks: the gold's words begin or stand in the answer's, each answer once, the same number first."""
    pairs, free = [], list(got)
    for task in gold:
        wanted = words(task["text"])[:120]
        fits = [t for t in free if wanted and wanted in words(t["text"])]
        if fits:
            best = max(fits, key=lambda t: t.get("ref") == task["ref"])
            free.remove(best)
            pairs.append((task, best))
    return pairs


def field_right(name: str, gold: dict[str, Any], got: dict[str, Any], document: dict[str, Any]) -> bool:
    if name in {"lead", "partners"}:
        place = agency((document.get("issuer") or "").split("tỉnh")[-1], "")
        return sorted(agency(a, place) for a in gold[name]) == sorted(agency(a["name"], place) for a in got[name])
    if name == "deliverables":
        return sorted(map(_deliverable, gold[name])) == sorted(map(_deliverable, got[name]))
    return bool((got["schedule"] or {}).get(name) == gold[name])


def _deliverable(row: dict[str, Any]) -> tuple[float, str, str]:
    return float(row["quantity"]), row["per"] or "", (words(row["unit"]).split() or [""])[0]


def head_checks(gold: dict[str, Any], got: dict[str, Any]) -> dict[str, bool]:
    """What the gold says about the document as a whole, each right or wrong; what it does not say is not asked."""
    checks: dict[str, bool] = {}
    for name in ("number", "issuer"):
        if gold.get(name) is not None:
            checks[name] = words(got[name]) == words(gold[name])
    for name in ("issued_on", "period"):
        if gold.get(name) is not None:
            checks[name] = got[name] == gold[name]
    if gold.get("legal_bases"):
        wanted = {(words(b["number"]), b["issued_on"]) for b in gold["legal_bases"]}
        checks["legal_bases"] = {(words(b["number"]), b["issued_on"]) for b in got["legal_bases"]} == wanted
    if gold.get("recipients") is not None:
        checks["recipients"] = len(got["recipients"]) == gold["recipients"]
    if gold.get("signer") is not None:
        checks["signer"] = words((got["signatory"] or {}).get("name")) == words(gold["signer"])
    for name, kind in KINDS.items():
        if gold.get(name) is not None:
            checks[name] = sum(i["kind"] == kind for i in got["items"]) == gold[name]
    return checks
