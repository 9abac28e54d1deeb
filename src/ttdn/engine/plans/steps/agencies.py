"""From words in a block to the agencies they name, with the span they stand at."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ttdn.engine.plans.model import Agency, Block, Evidence
from ttdn.engine.plans.steps.agency_mentions import Mention, mentions_at
from ttdn.engine.plans.steps.agency_names import split_list
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.text.normal import fold, lower, spelling_key

# "Sở Y tế chủ trì, phối hợp với Sở Tài chính" in a cell or behind "Đơn vị thực hiện:"
_WITH = re.compile(
    r"[\s,;(.]*(?:chủ trì)?[\s,;]*(?:và\s+)?phối hợp(?: thực hiện| chặt chẽ)?\s*(?:với|cùng(?: với)?|:)?\s+"
)
_LEADS = re.compile(r"\s*\(?chủ trì(?: thực hiện| tham mưu)?\)?\s*[,;.]?\s*$")
_PARTNER_BEHIND = re.compile(r"^(?P<partners>.*?)\s+(?:cùng )?phối hợp\s*$")
# "A (việc 1)", where several lead
_SCOPE = re.compile(r"\s*\((?P<scope>[^()]{3,120})\)$")
# "Sở Y tế (cơ quan thường trực)", "Sở Y tế - Cơ quan thường trực Ban Chỉ đạo"
_APPOSITION = re.compile(
    r"\s*(?:\((?:là )?(?:cơ quan|đơn vị|thường trực)[^()]*\)|[-–,]\s*(?:là )?(?:cơ quan|đơn vị) (?:thường trực|"
    r"đầu mối|chủ trì).*)$",
    re.I,
)
# "phối hợp với …", "phối hợp chặt chẽ Ban …", "Phối hợp, tạo điều kiện cho …"
_COOPERATES = re.compile(
    r"phối hợp(?: chặt chẽ| thường xuyên| đồng bộ| liên ngành)?(?:\s*,?\s*(?:hướng dẫn|hỗ trợ|"
    r"trao đổi))?\s*(?:với|cùng(?: với)?)?\s+"
)
_NOUN_BEFORE = re.compile(r"(?:chương trình|quy chế|kế hoạch|cơ chế|sự|thỏa thuận|công tác|quan hệ|việc)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Agencies and where in the block they stand."""

    agencies: tuple[Agency, ...] = ()
    evidence: Evidence | None = None


NOBODY = Named()


def listed(draft: Draft, block: Block, start: int, end: int, *, step: str, doubt: str | None = None) -> Named:
    """Agencies in a stretch that is nothing but names."""
    mentions = [m for m in split_list(block.text, draft.directory, start=start, end=end) if _worded(block.text, m)]
    return named(draft, block, mentions, step=step, doubt=doubt)


def _worded(text: str, mention: Mention) -> bool:
    words = text[mention.start : mention.end].strip(" .-–…")
    return bool(words) and fold(words) not in {"khong", "nt", "x", "//", '"'} and any(c.isalpha() for c in words)


def named(draft: Draft, block: Block, mentions: Iterable[Mention], *, step: str, doubt: str | None = None) -> Named:
    """The agencies of mentions, each once."""
    found: dict[str, Agency] = {}
    spans: list[tuple[int, int]] = []
    places = list(mentions)
    for mention in places:
        spelled = mention.spelled(block.text)
        scope = _SCOPE.search(spelled) if len(places) > 1 else None
        name = spelled[: scope.start()] if scope else spelled
        name = _APPOSITION.sub("", name) or name
        agency = Agency(
            name=draft.agency_name(name), as_written=mention.written(block.text),
            scope=scope.group("scope") if scope and not draft.directory.find(spelled) else None,
        )  # fmt: skip
        found.setdefault(spelling_key(agency.name), agency)
        spans.append((mention.start, mention.end))
    if not found:
        return NOBODY
    span = (min(s for s, _ in spans), max(e for _, e in spans))
    return Named(agencies=tuple(found.values()), evidence=Evidence(block=block.n, span=span, step=step, doubt=doubt))


def lead_and_partners(draft: Draft, block: Block, start: int, end: int, *, step: str) -> tuple[Named, Named]:
    """ "Sở Y tế chủ trì, phối hợp với Sở Tài chính": leads and partners in one stretch."""
    low = lower(block.text[start:end])
    with_whom = _WITH.search(low)
    if with_whom and with_whom.start() > 0:
        lead_end = start + with_whom.start()
        partners = listed(draft, block, start + with_whom.end(), end, step=step)
    else:
        lead_end, partners = end, NOBODY
    if leads := _LEADS.search(lower(block.text[start:lead_end])):
        lead_end = start + leads.start()
    return listed(draft, block, start, lead_end, step=step), partners


def mixed_cell(draft: Draft, block: Block, start: int, end: int, *, step: str) -> tuple[Named, Named]:
    """A cell under "Chủ trì, phối hợp" without labels: the first leads, the others help, and that is a doubt."""
    lead, partners = lead_and_partners(draft, block, start, end, step=step)
    if partners.agencies or len(lead.agencies) < 2:
        return lead, partners
    mentions = [m for m in split_list(block.text, draft.directory, start=start, end=end) if _worded(block.text, m)]
    doubt = "first-name-taken-as-lead"
    return (named(draft, block, mentions[:1], step=step, doubt=doubt),
            named(draft, block, mentions[1:], step=step, doubt=doubt))  # fmt: skip


def cooperating(draft: Draft, block: Block, start: int, end: int, *, step: str, besides: tuple[Agency, ...]) -> Named:
    """Whom the sentence says to work with; the leads themselves are not among them."""
    low = lower(block.text)
    mentions: list[Mention] = []
    for hit in _COOPERATES.finditer(low, start, end):
        if _NOUN_BEFORE.search(low, max(0, hit.start() - 20), hit.start()):
            continue
        mentions += [m for m in mentions_at(block.text, hit.end(), draft.directory) if m.end <= end]
    own = {spelling_key(a.name) for a in besides}
    kept = [m for m in mentions if spelling_key(draft.agency_name(m.spelled(block.text))) not in own]
    return named(draft, block, kept, step=step)


def without(partners: Named, leads: tuple[Agency, ...]) -> Named:
    own = {spelling_key(a.name) for a in leads}
    left = tuple(a for a in partners.agencies if spelling_key(a.name) not in own)
    return Named(agencies=left, evidence=partners.evidence) if left else NOBODY


def joined(*parts: Named) -> Named:
    """Several lists as one, each agency once; the evidence of the first."""
    found: dict[str, Agency] = {}
    for part in parts:
        for agency in part.agencies:
            found.setdefault(spelling_key(agency.name), agency)
    evidence = next((p.evidence for p in parts if p.evidence), None)
    return Named(agencies=tuple(found.values()), evidence=evidence) if found else NOBODY
