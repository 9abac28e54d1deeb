"""Everything that changes a plan. Each action is one transaction, claims the version seen, and writes its audit entry.

The entry is what most return, so that a screen can offer the undo.
"""

from ttdn.plans.actions.findings import reopen_finding, settle_finding
from ttdn.plans.actions.handing_in import hand_in, read_again
from ttdn.plans.actions.importing import import_parsed
from ttdn.plans.actions.items import add_item, edit_item, restore_item, set_aside_item
from ttdn.plans.actions.law import add_legal_change, add_legal_text, edit_legal_text
from ttdn.plans.actions.nesting import carry_out, set_upper_plan
from ttdn.plans.actions.obligations import close, hand_over, past
from ttdn.plans.actions.plan_head import edit_head
from ttdn.plans.actions.plan_states import confirm_plan, reopen_plan, restore_plan, set_aside_plan
from ttdn.plans.actions.reading import read
from ttdn.plans.actions.sharing import give_part, link_duty
from ttdn.plans.errors import AlreadyHandedIn, DeclarationMissing, HandInRefused, NotReady, PlanRefused, RefusedBefore

__all__ = [
    "AlreadyHandedIn",
    "DeclarationMissing",
    "HandInRefused",
    "NotReady",
    "PlanRefused",
    "RefusedBefore",
    "add_item",
    "add_legal_change",
    "add_legal_text",
    "carry_out",
    "close",
    "confirm_plan",
    "edit_head",
    "edit_item",
    "edit_legal_text",
    "give_part",
    "hand_in",
    "hand_over",
    "import_parsed",
    "link_duty",
    "past",
    "read",
    "read_again",
    "reopen_finding",
    "reopen_plan",
    "restore_item",
    "restore_plan",
    "set_aside_item",
    "set_aside_plan",
    "set_upper_plan",
    "settle_finding",
]
