"""``ttdn agencies export`` and ``ttdn agencies import``."""

from __future__ import annotations

import json
import sys

from ttdn.cli import django_side
from ttdn.cli.outcome import BAD_USAGE, REFUSED, UNREADABLE, Failure
from ttdn.cli.plans import need_declared, person, read_file, shown_name


def export(given) -> int:
    """Print the agencies with their spellings of today, as ``ttdn plan parse --directory`` reads them."""
    django_side.start()
    from ttdn.agencies.queries import directory_json

    sys.stdout.buffer.write(json.dumps(directory_json(), ensure_ascii=False, indent=1).encode() + b"\n")
    sys.stdout.buffer.flush()
    return 0


def take_in(given) -> int:
    """Tell line by line what the table would change; with ``--apply`` write the good lines as one act.

    Ends with 3 where a line is wrong, so that a script notices.
    """
    need_declared(given)
    django_side.start()
    from django.conf import settings

    from ttdn.agencies.columns import COLUMNS
    from ttdn.agencies.permissions import may_edit_agencies
    from ttdn.core.dry_runs import Outcome
    from ttdn.core.tables import TableRefused, read_table
    from ttdn.engine.errors import ClassifiedDocument

    by = person(given.by)
    if not may_edit_agencies(by):
        raise Failure(f"{given.by} không có vai trò được sửa danh mục cơ quan.", status=BAD_USAGE)
    try:
        table = read_table(read_file(given.file, at_most=settings.READ_MAX_BYTES), columns=COLUMNS)
        dry_run = _dry_run(table, given, by)
    except TableRefused as error:
        raise Failure(f"{given.file}: {error.message}", status=UNREADABLE) from error
    except ClassifiedDocument as error:
        raise Failure(f"{given.file}: {error.message}", status=REFUSED) from error
    for result in dry_run.results:
        if result.outcome != Outcome.SAME:
            changes = "; ".join(f"{name}: {before or '–'} → {after or '–'}" for name, before, after in result.changes)
            told = ": ".join(filter(None, [str(Outcome(result.outcome).label), result.problem or changes]))
            print(f"dòng {result.line}, {result.title}: {told}".replace("\n", ", "))
    counts = ", ".join(f"{count} {words}" for _outcome, words, count in dry_run.counts)
    print(f"{'Đã ghi' if given.apply and dry_run.good else 'Chưa ghi gì'}: {counts}.")
    return UNREADABLE if dry_run.count(Outcome.WRONG) else 0


def _dry_run(table, given, by):
    """What the table comes to; written at once where that is asked for and there is anything to write."""
    from ttdn.agencies.import_plan import plan_import
    from ttdn.agencies.importing import import_agencies

    dry_run = plan_import(table).dry_run
    if given.apply and dry_run.good:
        import_agencies(table, seen=dry_run.seen, by=by, file=shown_name(given.file))
    return dry_run
