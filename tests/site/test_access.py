"""The address that the rate limits go by can't be chosen by the reader."""

import pytest
from django.test import RequestFactory

from masslinesite.access import client_address


@pytest.mark.parametrize(
    ("proxies", "peer", "forwarded", "expected"),
    [
        (0, "203.0.113.7", None, "203.0.113.7"),
        (0, "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (0, "", "198.51.100.1", "unknown"),
        (1, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "127.0.0.1", "192.0.2.9, 198.51.100.1", "198.51.100.1"),
        (1, "127.0.0.1", None, "unknown"),
        (1, "127.0.0.1", "nonsense", "unknown"),
        (2, "127.0.0.1", "192.0.2.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "127.0.0.1", "10.0.0.2", "unknown"),
        (0, "2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        (0, "2001:db8:1:2::9", None, "2001:db8:1:2::/64"),
        (0, "::ffff:203.0.113.7", None, "203.0.113.7"),
        (1, "", " 2001:db8:1:2:3:4:5:6 ", "2001:db8:1:2::/64"),
    ],
)
def test_client_address_is_what_the_last_trusted_hop_saw(settings, proxies, peer, forwarded, expected):
    settings.PROXIES = proxies
    extra = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **extra)
    assert client_address(request) == expected
