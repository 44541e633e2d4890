"""The desk's page around the rows and the open response, rendered once for all that it is the same for.

What is kept is markup with slots, by the few facts that it differs in: whose role it is for, whether keys are
on, what the filters offer. Names, numbers, what a moderator typed and what readers wrote are filled in anew
for each page. A list that is narrowed down or searched is rendered each time, as who looks may have typed
what it says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

from comments.enums import DeskAct, ItemKind, Status
from comments.forms.queue import FilterForm, QueueForm
from comments.queries.accounts import Desk
from comments.queries.queue import QueuePage
from comments.queries.queue_choice import Choice, Show
from comments.queries.queue_counts import Counts
from comments.queries.queue_options import FilterOptions
from comments.views.drawing_rows import said_time
from essays.models import Debate
from essays.page_keys import TEXTS
from masslinesite.moulds import Mould, Slot, kept_unless_debugging, mould_of
from masslinesite.page_versions import depends_on
from masslinesite.pieces import piece

PARTIALS = "comments/desk/partials/"


def drawn_state(counts: Counts, *, fragment: bool) -> SafeString:
    """How much waits, and since when. No query."""
    kinds, states = tuple(kind for kind, _ in counts.kinds), tuple(state for state, _ in counts.states)
    mould = _state(kinds, states, fragment, bool(counts.overdue), counts.many_overdue)
    numbers = {kind.name.lower(): number for kind, number in counts.kinds}
    numbers |= {f"of_{state.name.lower()}": number for state, number in counts.states}
    return mould.fill(
        numbers
        | {
            "open": counts.open,
            "overdue": counts.overdue,
            "exactly": counts.oldest.isoformat() if counts.oldest else "",
            "since": said_time(counts.oldest) if counts.oldest else "",
        }
    )


@kept_unless_debugging
def _state(
    kinds: tuple[ItemKind, ...], states: tuple[Status, ...], fragment: bool, overdue: bool, many: bool
) -> Mould:
    counts = {
        "open": Slot("open"),
        "kinds": [(kind, Slot(kind.name.lower())) for kind in kinds],
        "states": [(state, Slot(f"of_{state.name.lower()}")) for state in states],
        "overdue": Slot("overdue", overdue),
        "many_overdue": many,
    }
    context = {"counts": counts, "fragment": fragment, "exactly": Slot("exactly"), "since": Slot("since")}
    return mould_of(f"{PARTIALS}_state_of_queue.html", context)


@dataclass(frozen=True)
class DeskList:
    """The list beside the open response; ``rows`` are its lines, drawn, ``elsewhere`` the rows ticked on
    other pages of it."""

    form: QueueForm
    choice: Choice
    options: FilterOptions
    page: QueuePage
    rows: SafeString
    elsewhere: Sequence[int]

    @property
    def _is_plain(self) -> bool:
        return not (self.choice.is_narrowed or self.choice.search or self.form.unsearched)

    def drawn_rows(self, *, fragment: bool) -> SafeString:
        """The lines with their form and the way to the next page. No query."""
        page, place, following = self.page, self.form.place, self.page.next_after
        facts = (fragment, place > 0, following is not None, bool(page.rows))
        if self._is_plain and not self.elsewhere:
            mould = _plain_rows(self.choice.show, *facts)
        else:
            mould = _rows(self.choice, self.elsewhere, *facts)
        return mould.fill(
            {
                "numbers": page.numbers,
                "rows": self.rows,
                "place": place,
                "following": following,
                "next_page": escape(self.choice.address(after=following)),
            }
        )

    def drawn(self, *, last_item: int, keys: SafeString, token: str) -> SafeString:
        """The whole list; ``last_item`` is the newest item there is. No query."""
        kept = self.options.saved
        if self._is_plain:
            mould = _plain_list(self.choice.show, self.options, self.form.place > 0, bool(kept))
        else:
            mould = _list(self.form, self.choice, self.form.place > 0, bool(kept))
        saved = {"saved_filters": kept, "choice": self.choice}
        return mould.fill(
            {
                "saved": render_to_string(f"{PARTIALS}_saved_filters.html", saved) if kept else "",
                "rows": self.drawn_rows(fragment=False),
                "last_item": last_item,
                "keys": keys,
                "token": token,
            }
        )


@kept_unless_debugging
def _plain_rows(show: Show, fragment: bool, is_later: bool, has_next: bool, has_rows: bool) -> Mould:
    return _rows(Choice(show), (), fragment, is_later, has_next, has_rows)


def _rows(
    choice: Choice, elsewhere: Sequence[int], fragment: bool, is_later: bool, has_next: bool, has_rows: bool
) -> Mould:
    context = {
        "choice": choice,
        "ticked_elsewhere": elsewhere,
        "fragment": fragment,
        "numbers": Slot("numbers"),
        "rows": Slot("rows", has_rows),
        "place": Slot("place", is_later),
        "following": Slot("following", has_next),
        "next_page": Slot("next_page"),
    }
    return mould_of(f"{PARTIALS}_rows.html", context)


@kept_unless_debugging
def _plain_list(show: Show, options: FilterOptions, is_later: bool, has_saved: bool) -> Mould:
    form = QueueForm({"show": show.value}, options=options, user_id=0)
    return _list(form, Choice(show), is_later, has_saved)


def _list(form: QueueForm, choice: Choice, is_later: bool, has_saved: bool) -> Mould:
    context = {
        "form": form,
        "choice": choice,
        "filter_form": FilterForm(),
        "is_later": is_later,
        "saved": Slot("saved", has_saved),
        "rows": Slot("rows"),
        "last_item": Slot("last_item"),
        "keys": Slot("keys"),
        "csrf_token": Slot("token"),
    }
    return mould_of(f"{PARTIALS}_list.html", context)


def drawn_keys(keys: Mapping[DeskAct, str], *, are_on: bool, token: str) -> SafeString:
    """What the single keys are, and the form that switches them. No query."""
    return _keys(tuple(keys.items()), are_on).fill({"token": token})


@kept_unless_debugging
def _keys(keys: tuple[tuple[DeskAct, str], ...], are_on: bool) -> Mould:
    context = {"keys": dict(keys), "are_on": are_on, "csrf_token": Slot("token")}
    return mould_of(f"{PARTIALS}_keys.html", context)


def desk_bytes(
    request: HttpRequest, debate: Debate | str, number: int, *, address: str, is_refused: bool, **parts: str
) -> bytes:
    """The whole page; ``is_refused`` says that a form was. ``parts`` are ``state``, ``list`` and ``pane``,
    and the ``token`` of its forms. ``number`` is that of the response that was asked for, 0 for none,
    ``address`` where the page is found again. What ``piece`` asks."""
    desk, is_staff = request.desk, request.user.is_staff
    name = ("desk", getattr(debate, "pk", 0), desk.role, is_staff, desk.single_keys, number > 0, is_refused)
    page = piece(
        name, lambda: _frame(debate, desk, is_staff, number > 0, is_refused), size=lambda made: made.size
    )
    told = {"number": str(number), "address": escape(address)}
    return page.page(told | {"user_name": escape(desk.user_name)} | parts)


def _frame(debate: Debate | str, desk: Desk, is_staff: bool, has_number: bool, is_refused: bool) -> Mould:
    depends_on(TEXTS)
    named = SimpleNamespace(role=desk.role, single_keys=desk.single_keys, user_name=Slot("user_name"))
    context = {
        "request": SimpleNamespace(desk=named, user=SimpleNamespace(is_staff=is_staff)),
        "debate": debate,
        "more_navigation": [{"label": "Moderation", "url": reverse("queue"), "current": "page"}],
        "address": Slot("address"),
        "csrf_token": Slot("token"),
        "number": Slot("number", has_number),
        "state": Slot("state"),
        "list": Slot("list"),
        "pane": Slot("pane"),
        "is_refused": is_refused,
    }
    return mould_of("comments/desk/queue.html", context)
