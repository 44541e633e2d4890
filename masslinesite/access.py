"""Who asks: the address of a reader, for the rate limits alone. Nothing stores or logs it."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"


def client_address(request: HttpRequest) -> str:
    """The network a request comes from: an IPv4 address, or an IPv6 /64, which is one household.

    With MASSLINE_PROXIES=0 it is the peer of the connection and X-Forwarded-For, which anyone can
    write, is not looked at. With n proxies it is the n-th entry of that header from the right:
    each trusted proxy appends the peer that it saw itself, so what stands further left was
    written by the reader. Fewer entries than proxies, or no address at all: ``"unknown"``, which
    all such requests share. Use it as the input of a keyed hash only.
    """
    if settings.PROXIES:
        hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        found = hops[-settings.PROXIES] if len(hops) >= settings.PROXIES else ""
    else:
        found = request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(found.strip())
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)
