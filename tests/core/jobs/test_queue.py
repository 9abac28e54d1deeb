"""A job's life, step by step and in one process."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from tests.core.jobs import sample_jobs
from ttdn.core.jobs import enqueue, progress, progress_of, queue, schedule, work
from ttdn.core.models import JobLease, JobRun, JobSchedule, JobWorker

pytestmark = pytest.mark.django_db


def run_next(worker="w"):
    from ttdn.core.jobs.worker import _run

    row = queue.claim(worker)
    if row:
        _run(row, worker)
    return row


def run_again_now(job_id):
    DBTaskResult.objects.filter(pk=job_id).update(run_after=get_date_max())


def lines(path):
    return path.read_text().splitlines()


def test_a_job_enqueued_in_a_transaction_that_fails_never_was(tmp_path):
    with transaction.atomic():
        enqueue(sample_jobs.write_line, path=str(tmp_path / "ran"), line="x")
        transaction.set_rollback(True)

    assert queue.claim("w") is None


def test_a_failed_job_waits_longer_each_time_and_then_succeeds(tmp_path, settings):
    settings.JOB_MAX_RUNS = 3
    job_id = enqueue(sample_jobs.fail_twice, path=str(tmp_path / "ran"))
    waits = []
    for _ in range(2):
        run_next()
        row = DBTaskResult.objects.get(pk=job_id)
        assert row.status == TaskResultStatus.READY
        waits.append(round((row.run_after - timezone.now()).total_seconds()))
        assert queue.claim("w") is None  # not before its time
        run_again_now(job_id)
    run_next()

    assert waits == [2, 4]
    assert lines(tmp_path / "ran") == ["run"] * 3
    assert (progress_of(job_id).state, progress_of(job_id).runs) == ("done", 3)


def test_a_job_that_always_fails_ends_failed_after_its_runs(tmp_path, settings):
    settings.JOB_MAX_RUNS = 2
    job_id = enqueue(sample_jobs.fail_always, path=str(tmp_path / "ran"))
    for _ in range(4):
        run_next()
        run_again_now(job_id)

    assert lines(tmp_path / "ran") == ["run"] * 2
    assert progress_of(job_id).state == "failed"
    assert DBTaskResult.objects.get(pk=job_id).exception_class_path == "builtins.ValueError"
    assert not JobLease.objects.exists()


@pytest.mark.parametrize("kind", ["listed", "permanent failure"])
def test_a_permanent_error_is_not_tried_again(tmp_path, kind):
    job_id = enqueue(sample_jobs.fail_for_good, path=str(tmp_path / "ran"), kind=kind)
    run_next()
    run_again_now(job_id)

    assert run_next() is None
    assert progress_of(job_id).state == "failed"


def test_the_log_of_a_failure_names_the_error_but_not_its_words(tmp_path, caplog):
    enqueue(sample_jobs.fail_twice, path=str(tmp_path / "ran"))
    with caplog.at_level("INFO", "ttdn"):
        run_next()

    record = next(record for record in caplog.records if record.message == "job ran")
    assert record.data["outcome"] == "ValueError"
    assert "secret of a person" not in f"{record.getMessage()} {record.data} {record.exc_info}"


def test_a_worker_that_lost_its_lease_does_not_settle_the_job(tmp_path):
    job_id = enqueue(sample_jobs.write_line, path=str(tmp_path / "ran"), line="x")
    slow = queue.claim("slow")
    queue.take_back_lost(timezone.now() + dt.timedelta(hours=1))
    run_again_now(job_id)
    quick = queue.claim("quick")

    assert queue.beat(job_id, "slow") is False
    assert queue.succeed(slow, "slow", None) is False
    assert queue.fail(slow, "slow", ValueError()) is False
    assert DBTaskResult.objects.get(pk=job_id).status == TaskResultStatus.RUNNING
    assert queue.succeed(quick, "quick", None) is True
    assert progress_of(job_id).state == "done"


def test_a_beaten_lease_is_not_taken_back(tmp_path):
    job_id = enqueue(sample_jobs.write_line, path=str(tmp_path / "ran"), line="x")
    queue.claim("w")
    JobLease.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert queue.beat(job_id, "w") is True

    assert queue.take_back_lost(timezone.now()) == 0
    assert progress_of(job_id).state == "running"


def test_progress_is_written_at_steps_and_at_the_end():
    job_id = enqueue(sample_jobs.count_to, total=7)
    assert progress_of(job_id).state == "waiting"
    run_next()

    found = progress_of(job_id)
    assert (found.state, found.done, found.total, found.step, found.percent) == ("done", 7, 7, "đếm", 100)


def test_progress_between_writes_costs_nothing(django_assert_num_queries):
    job_id = enqueue(sample_jobs.count_to, total=7)
    queue.claim("w")
    writer = progress(job_id)
    with django_assert_num_queries(1):
        for done in range(500):
            writer.set(done, 1000, "đọc")
    with django_assert_num_queries(1):
        writer.set(500, 1000, "nhận diện")

    found = progress_of(job_id)
    assert (found.state, found.done, found.step, found.percent) == ("running", 500, "nhận diện", 50)


def test_a_run_again_starts_its_progress_anew(tmp_path):
    job_id = enqueue(sample_jobs.fail_always, path=str(tmp_path / "ran"))
    row = queue.claim("w")
    progress(job_id).set(9, 10, "gần xong")
    queue.fail(row, "w", ValueError())
    run_again_now(job_id)
    queue.claim("w")

    assert (progress_of(job_id).done, progress_of(job_id).step, progress_of(job_id).runs) == (0, "", 2)


def test_there_is_no_progress_of_no_job():
    assert progress_of(None) is None
    assert progress_of("00000000-0000-0000-0000-000000000000") is None


def test_a_failed_job_asked_for_again_has_all_its_runs(tmp_path, settings):
    settings.JOB_MAX_RUNS = 1
    job_id = enqueue(sample_jobs.fail_always, path=str(tmp_path / "ran"))
    run_next()

    assert queue.retry_now(job_id, by=None) is True
    assert queue.retry_now(job_id, by=None) is False
    assert (progress_of(job_id).state, progress_of(job_id).runs) == ("waiting", 0)


def test_the_schedule_makes_up_for_missed_rounds_by_one():
    JobSchedule.objects.all().delete()
    now = timezone.now()
    due = now - dt.timedelta(seconds=35)
    path = "tests.core.jobs.sample_jobs.come_round"
    row = JobSchedule.objects.create(name=path, task=path, every_seconds=10, next_at=due)

    assert schedule.enqueue_due(now) == 1
    assert schedule.enqueue_due(now) == 0
    row.refresh_from_db()
    assert row.next_at == due + dt.timedelta(seconds=40)
    assert DBTaskResult.objects.filter(task_path=path).count() == 1


@pytest.mark.django_db(transaction=True)
def test_schedulers_at_the_same_moment_enqueue_once():
    path = "tests.core.jobs.sample_jobs.come_round"
    now = timezone.now()
    JobSchedule.objects.create(name=path, task=path, every_seconds=10, next_at=now)
    together = threading.Barrier(6)

    def tick(_):
        together.wait()
        try:
            return schedule.enqueue_due(now)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        enqueued = list(threads.map(tick, range(6)))

    assert sum(enqueued) == DBTaskResult.objects.count() == 1


def test_the_schedule_follows_the_code():
    JobSchedule.objects.create(name="gone", task="ttdn.gone", every_seconds=1, next_at=timezone.now())
    schedule.write_schedule()
    row = JobSchedule.objects.get(name="ttdn.core.housekeeping.prune_jobs")
    later = timezone.now() + dt.timedelta(hours=5)
    JobSchedule.objects.filter(pk=row.pk).update(next_at=later)
    schedule.write_schedule()

    row.refresh_from_db()
    assert row.next_at == later
    assert not JobSchedule.objects.filter(name="gone").exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_in_a_thread_works_until_it_is_stopped(tmp_path):
    stop = threading.Event()
    thread = threading.Thread(target=work, kwargs={"interval": 0.02, "stop_event": stop})
    job_id = enqueue(sample_jobs.write_line, path=str(tmp_path / "ran"), line="x")
    thread.start()
    try:
        for _ in range(200):
            if progress_of(job_id).state == "done" and JobWorker.objects.exists():
                break
            stop.wait(0.05)
    finally:
        stop.set()
        thread.join(timeout=20)

    assert lines(tmp_path / "ran") == ["x"]
    assert not thread.is_alive()


def test_old_jobs_are_pruned_with_what_was_written_about_them(tmp_path):
    from ttdn.core import housekeeping

    old, young = (enqueue(sample_jobs.write_line, path=str(tmp_path / "ran"), line=line) for line in "ab")
    run_next()
    run_next()
    DBTaskResult.objects.filter(pk=old).update(finished_at=timezone.now() - dt.timedelta(days=15))
    JobWorker.objects.create(name="gone", seen_at=timezone.now() - dt.timedelta(days=2))

    housekeeping.prune_jobs.func()

    assert list(DBTaskResult.objects.values_list("id", flat=True)) == [young]
    assert list(JobRun.objects.values_list("result_id", flat=True)) == [young]
    assert not JobWorker.objects.exists()
