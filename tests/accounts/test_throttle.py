"""Tries are counted one by one, also when they come at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection

from ttdn.accounts import throttle


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_do_not_slip_through(settings):
    settings.SIGN_IN_TRIES = 3
    together = threading.Barrier(8)

    def try_once(_):
        together.wait()
        try:
            throttle.take_place("lan@tinh.example", "10.0.0.1")
        except throttle.TooManyTries:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as threads:
        allowed = list(threads.map(try_once, range(8)))

    assert sum(allowed) == 3


@pytest.mark.django_db
def test_a_try_that_saw_all_places_free_takes_none_that_is_taken(settings, monkeypatch):
    settings.SIGN_IN_TRIES = 3
    monkeypatch.setattr(cache, "get_many", lambda keys: {}, raising=False)  # what each of many saw at one moment
    allowed = 0
    for _ in range(8):
        try:
            throttle.take_place("lan@tinh.example", "10.0.0.1")
            allowed += 1
        except throttle.TooManyTries:
            pass

    assert allowed == 3


@pytest.mark.django_db
def test_the_cache_holds_no_address_in_clear():
    throttle.take_place("lan@tinh.example", "10.0.0.1")

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM core_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert len(keys) == 2
    assert not any("lan" in key or "10.0.0.1" in key for key in keys)


@pytest.mark.django_db
def test_the_wait_lasts_until_the_first_try_is_forgotten(settings):
    settings.SIGN_IN_TRIES = 3
    settings.SIGN_IN_WINDOW_SECONDS = 120
    for _ in range(3):
        throttle.take_place("lan@tinh.example", "10.0.0.1")

    with pytest.raises(throttle.TooManyTries) as wait:
        throttle.take_place("lan@tinh.example", "10.0.0.1")
    assert wait.value.minutes == 2
    cache.clear()
    throttle.take_place("lan@tinh.example", "10.0.0.1")


@pytest.mark.django_db
def test_other_addresses_of_the_same_line_are_the_same_visitor(settings):
    settings.SIGN_IN_TRIES = 3
    for n in range(3):
        throttle.take_place("lan@tinh.example", f"2001:db8:1:2::{n}")
    with pytest.raises(throttle.TooManyTries):
        throttle.take_place("lan@tinh.example", "2001:db8:1:2:aaaa::9")
    throttle.take_place("lan@tinh.example", "2001:db8:1:3::1")


@pytest.mark.django_db
def test_an_address_is_the_same_however_it_is_written(settings):
    settings.SIGN_IN_TRIES = 3
    for address in ["10.0.0.1", "::ffff:10.0.0.1", "10.0.0.1"]:
        throttle.take_place("lan@tinh.example", address)
    with pytest.raises(throttle.TooManyTries):
        throttle.take_place("lan@tinh.example", "::ffff:10.0.0.1")
