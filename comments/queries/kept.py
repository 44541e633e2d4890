"""What is read from the texts alone, kept in each process until a text or an editor's table changes."""

from collections.abc import Callable
from typing import TypeVar

from essays.page_keys import TEXTS
from masslinesite.page_versions import depends_on
from masslinesite.pieces import piece

T = TypeVar("T")


def while_texts_stand(find: Callable[..., T], *address: object) -> T:
    """``find(*address)``, as it was found since the last change of any debate's texts.

    ``find`` must read nothing else; what it gives is shared by all threads and must not be changed. Every
    change of texts, links and tables gives them another number in the same transaction
    (``masslinesite.page_versions``), so what is kept is what a query would find now. One query, and those of
    ``find`` and three the first time.
    """

    def make() -> T:
        depends_on(TEXTS)
        return find(*address)

    return piece((find, *address), make)
