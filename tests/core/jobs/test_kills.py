"""What happens when workers die: with real processes, on the database the suite runs on."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.core.jobs import sample_jobs
from ttdn.core.jobs import enqueue, progress_of
from ttdn.core.models import JobLease, JobRun, JobSchedule, JobWorker

pytestmark = pytest.mark.django_db(transaction=True)
LEASE = 3
MAX_RUNS = 3


def database_url() -> str:
    """The test database's own address, for a child process."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return f"postgresql://{given['USER']}@{quote(given['HOST'], safe='')}/{given['NAME']}"


@pytest.fixture
def start_worker(tmp_path):
    started = []

    def start() -> subprocess.Popen:
        environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "ttdn.settings",
            "TTDN_DATA": str(tmp_path / "data"),
            "TTDN_JOB_LEASE_SECONDS": str(LEASE),
            "TTDN_JOB_MAX_RUNS": str(MAX_RUNS),
            "TTDN_TEST_ROUNDS": str(tmp_path / "rounds"),
            "TTDN_LOG_LEVEL": "ERROR",
            "PYTHONPATH": os.getcwd(),
        }
        process = subprocess.Popen([sys.executable, "-m", "tests.core.jobs.worker_process"], env=environment)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def wait_for(condition, *, seconds: float = 30):
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found


def lines(path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def test_a_killed_worker_s_job_is_run_again_after_its_lease(start_worker, tmp_path):
    path = tmp_path / "ran"
    job_id = enqueue(sample_jobs.sleep_then_write, path=str(path), seconds=1)
    first = start_worker()
    wait_for(lambda: lines(path))
    first.send_signal(signal.SIGKILL)
    first.wait()
    killed_at = time.monotonic()
    second = start_worker()
    wait_for(lambda: progress_of(job_id).state == "done")

    assert lines(path) == [f"started {first.pid}", f"started {second.pid}", f"finished {second.pid}"]
    assert progress_of(job_id).runs == 2
    assert time.monotonic() - killed_at >= LEASE / 2  # not before its lease had ended
    assert not JobLease.objects.filter(result_id=job_id).exists()  # a housekeeping job may hold its own


def test_a_job_that_always_kills_its_worker_ends_failed(start_worker, tmp_path):
    path = tmp_path / "ran"
    job_id = enqueue(sample_jobs.kill_worker, path=str(path))
    worker = start_worker()

    def failed():
        nonlocal worker
        if worker.poll() is not None:  # what systemd and the launcher do
            worker = start_worker()
        return progress_of(job_id).state == "failed"

    wait_for(failed, seconds=60)

    assert lines(path) == ["run"] * MAX_RUNS
    assert DBTaskResult.objects.get(pk=job_id).exception_class_path == "ttdn.core.jobs.queue.WorkerLost"
    assert JobRun.objects.get(pk=job_id).runs == MAX_RUNS


def test_three_workers_run_each_of_many_jobs_once(start_worker, tmp_path):
    path = tmp_path / "ran"
    wanted = [f"{n}" for n in range(60)]
    workers = [start_worker() for _ in range(3)]
    wait_for(lambda: JobWorker.objects.count() == 3)
    with transaction.atomic():
        for line in wanted:
            enqueue(sample_jobs.write_line, path=str(path), line=line, seconds=0.05)
    mine = DBTaskResult.objects.filter(task_path__endswith="write_line")
    wait_for(lambda: mine.successful().count() == len(wanted))

    assert Counter(lines(path)) == Counter(wanted)
    ran_by = list(mine.values_list("worker_ids", flat=True))
    assert all(len(worker_ids) == 1 for worker_ids in ran_by)
    used = {ids[0].rsplit("-", 2)[1] for ids in ran_by}
    assert used <= {str(worker.pid) for worker in workers}
    assert len(used) > 1  # they did work side by side


def test_three_schedulers_run_each_time_once(start_worker, tmp_path):
    path = "tests.core.jobs.sample_jobs.come_round"
    begin = timezone.now()
    JobSchedule.objects.create(name=path, task=path, every_seconds=1, next_at=begin)
    workers = [start_worker() for _ in range(3)]
    rounds = tmp_path / "rounds"
    wait_for(lambda: JobWorker.objects.count() == 3 and len(lines(rounds)) >= 5)
    for worker in workers:
        worker.terminate()
    assert [worker.wait(timeout=20) for worker in workers] == [0, 0, 0]

    enqueued = DBTaskResult.objects.filter(task_path=path)
    advanced = round((JobSchedule.objects.get(name=path).next_at - begin).total_seconds())
    # A tick that comes late makes up for several seconds by one job; no second has two.
    assert 5 <= enqueued.count() <= advanced
    assert len(lines(rounds)) == enqueued.successful().count()


def test_a_worker_that_is_told_to_stop_finishes_its_job(start_worker, tmp_path):
    path = tmp_path / "ran"
    job_id = enqueue(sample_jobs.sleep_then_write, path=str(path), seconds=1)
    worker = start_worker()
    wait_for(lambda: lines(path))
    worker.terminate()

    assert worker.wait(timeout=10) == 0
    assert progress_of(job_id).state == "done"


def test_a_worker_that_is_told_twice_gives_its_job_back_uncounted(start_worker, tmp_path):
    path = tmp_path / "ran"
    job_id = enqueue(sample_jobs.sleep_then_write, path=str(path), seconds=20)
    worker = start_worker()
    wait_for(lambda: lines(path))
    worker.terminate()
    time.sleep(0.3)
    worker.terminate()

    assert worker.wait(timeout=10) == 1
    assert (progress_of(job_id).state, progress_of(job_id).runs) == ("waiting", 0)
    assert not JobLease.objects.filter(pk=job_id).exists()
