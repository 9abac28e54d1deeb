import pytest

from tests.factories.people import make_user
from ttdn.core.versions import StaleVersion, claim

pytestmark = pytest.mark.django_db


def test_a_claim_raises_the_version_once():
    user = make_user()
    same = type(user).objects.get(pk=user.pk)
    claim(user, 1)

    assert user.version == 2
    with pytest.raises(StaleVersion) as stale:
        claim(same, 1)
    assert stale.value.current.version == 2
