"""From an address to what it names, or to a 404 that says no more than it may."""

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from comments.queries.subjects import NoSuchNumber
from masslinesite.not_found import NotHere

T = TypeVar("T")


def found(find: Callable[..., T], *address: object, **options: object) -> T:
    """What ``find`` finds. One answer for all that is missing, unpublished or of another debate."""
    try:
        return find(*address, **options)
    except NoSuchNumber as missing:
        work = missing.work
        raise NotHere(f"{work.siglum} has paragraphs 1 to {work.last_number}.") from None
    except ObjectDoesNotExist:
        raise Http404 from None
