"""Work done outside the request: jobs in the database, each run at least once, so each must be safe to run twice.

On top of django-tasks-db, which keeps the rows: a lease that a living worker renews, retry, and a schedule.

>>> @job(permanent=(UnreadableDocument,))
... def read_document(context, *, document_id): ...
>>> enqueue(read_document, document_id=7)       # inside the transaction that needs it: the job appears on commit
"""

from ttdn.core.jobs.progress import Progress, progress, progress_of
from ttdn.core.jobs.queue import enqueue, retry_now
from ttdn.core.jobs.registry import PermanentFailure, job
from ttdn.core.jobs.worker import work

__all__ = ["PermanentFailure", "Progress", "enqueue", "job", "progress", "progress_of", "retry_now", "work"]
