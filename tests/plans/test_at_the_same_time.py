"""Two people, or two runs of one job, at the same moment: one wins, the other is told, nothing is doubled."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from tests.factories.plans import make_coordinator, make_document, make_plan, parsed_plan
from ttdn.core.models import AuditEntry
from ttdn.core.versions import StaleVersion
from ttdn.plans import actions
from ttdn.plans.models import Item, Plan, PlanDocument

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(function):
    """What ``function(n)`` returned or raised in each of several threads that start together."""
    barrier = Barrier(AT_ONCE)

    def run(n):
        barrier.wait(timeout=10)
        try:
            return function(n)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


def test_of_edits_at_once_one_wins_and_the_others_are_told():
    by = make_coordinator()
    task = make_plan(by=by).items.get(kind="task")
    results = at_once(
        lambda n: actions.edit_item(Item.objects.get(pk=task.pk), seen=1, by=by, changes={"text": f"sửa {n}"})
    )
    kinds = [type(result) for result in results]
    assert (kinds.count(AuditEntry), kinds.count(StaleVersion)) == (1, AT_ONCE - 1)
    winner = next(result for result in results if isinstance(result, AuditEntry))
    assert Item.objects.get(pk=task.pk).text == winner.after["text"]


def test_an_import_run_several_times_at_once_makes_one_plan():
    by, document = make_coordinator(), make_document()
    results = at_once(lambda n: actions.import_parsed(document, parsed_plan(), by=by))
    assert results == [Plan.objects.get()] * AT_ONCE
    assert Item.objects.count() == 2


def test_of_the_same_file_handed_in_at_once_one_is_taken():
    by = make_coordinator()
    results = at_once(
        lambda n: actions.hand_in(ContentFile(b"one and the same"), name=f"{n}.txt", declared=True, by=by)
    )
    document = PlanDocument.objects.get()
    assert [r for r in results if isinstance(r, PlanDocument)] == [document]
    told = [r.document for r in results if isinstance(r, actions.AlreadyHandedIn)]
    assert told == [document] * (AT_ONCE - 1)


def test_of_items_added_twice_at_once_one_is_made():
    by = make_coordinator()
    plan = make_plan(by=by)
    block = plan.blocks.get(n=4)
    results = at_once(
        lambda n: actions.add_item(plan, block=block, changes={"kind": "task", "text": "Việc sót"}, by=by)
    )
    assert len(set(results)) == 1
    assert Item.objects.filter(added=True).count() == 1
