"""One worker with the sample jobs, run as a process by the kill tests."""

import django

if __name__ == "__main__":
    django.setup()
    import tests.core.jobs.sample_jobs  # noqa: F401
    from ttdn.core.jobs.__main__ import run

    run(interval=0.05)
