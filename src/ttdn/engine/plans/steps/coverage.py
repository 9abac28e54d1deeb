"""Accounts for every block: used, set aside under a reason, or unread."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from ttdn.engine.plans.model import Block, Coverage, Finding, Item
from ttdn.engine.plans.profiles.profile import Profile
from ttdn.engine.plans.steps.draft import Draft
from ttdn.engine.plans.steps.labels import labelled
from ttdn.engine.text.normal import fold

_WORD = re.compile(r"\w+")
_ENOUGH = 0.6  # numbers and a slip of spelling may differ, the rest may not


def count_coverage(draft: Draft) -> Draft:
    """What is used must stand in a field's text. Reads everything; writes ``coverage`` and a finding for the unread."""
    words = _words_by_block(draft)
    used = {
        b.n for b in draft.blocks if b.n not in draft.aside and b.n in words and _stands(b, words[b.n], draft.profile)
    }
    unread = [b.n for b in draft.blocks if b.n not in used and b.n not in draft.aside]
    counts = Counter(draft.aside.values())
    coverage = Coverage(
        blocks=len(draft.blocks), used=len(used), set_aside={r: counts[r] for r in sorted(counts)}, unread=len(unread)
    )
    if unread:
        message = f"{len(unread)} đoạn chưa đọc được thành mục nào; hãy xem lại từng đoạn."
        draft = draft.find(Finding(code="unread-blocks", message=message, blocks=tuple(unread)))
    return draft.with_plan(coverage=coverage)


def _words_by_block(draft: Draft) -> dict[int, set[str]]:
    """The words of every field that points to a block."""
    words: dict[int, set[str]] = defaultdict(set)
    plan = draft.plan
    for n in draft.taken:
        words[n] |= _words(f"{plan.title} {plan.number} {plan.issuer} {plan.place}")
    for basis in plan.legal_bases:
        for n in basis.blocks:
            words[n] |= _words(f"{basis.text} {basis.number}")
    for recipient in plan.recipients:
        for n in recipient.blocks:
            words[n] |= _words(recipient.text)
    if plan.signatory:
        for n in plan.signatory.blocks:
            words[n] |= _words(f"{plan.signatory.name} {plan.signatory.title} {plan.signatory.authority}")
    for item in plan.items:
        own = _words(" ".join(_texts(item)))
        for n in item.blocks:
            words[n] |= own
    return words


def _texts(item: Item) -> Iterator[str]:
    yield item.text
    yield item.ref
    yield from (part.text for part in item.parts)
    yield from (agency.as_written for agency in (*item.lead, *item.partners))
    yield item.schedule.text if item.schedule else ""
    yield item.funding or ""
    yield from (deliverable.text for deliverable in item.deliverables)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _stands(block: Block, words: set[str], profile: Profile) -> bool:
    """Whether the words of the block, the names of labels apart, are in its fields."""
    text = block.text
    for label in reversed(labelled(text, profile)):
        text = text[: label.at] + " " + text[label.start :]
    own = _words(text)
    return not own or len(own & words) >= _ENOUGH * len(own)
