"""A pytest plugin: only the tests that use the database, for a second run on another one.

Browser journeys stay out: they cost much and see the database only through the same views.
"""

import pytest

DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def uses_database(item: pytest.Item) -> bool:
    fixtures = DATABASE & set(getattr(item, "fixturenames", ()))
    return bool(fixtures or item.get_closest_marker("django_db")) and not item.get_closest_marker("browser")


def pytest_collection_modifyitems(config, items):
    chosen = [item for item in items if uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen
