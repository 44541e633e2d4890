"""The queue's forms: what to see of it, and what to keep of that by name."""

from django import forms

from comments.domain.saved_filters import save_filter
from comments.enums import ItemKind, Status
from comments.forms.moderation import ALL, GREATEST_ID
from comments.queries.queue_choice import NARROWING, Age, Choice, ClaimedBy, Marked, Show
from comments.queries.queue_options import FilterOptions
from essays.domain.search_query import parse_query
from masslinesite.selects import KeptSelect

LONGEST_SEARCH = 200


class QueueForm(forms.Form):
    """What the queue lists, from the address. Whatever isn't among the choices counts as not chosen."""

    show = forms.ChoiceField(label="Show", required=False, choices=Show.choices, widget=KeptSelect)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[ALL, *ItemKind.choices], widget=KeptSelect
    )
    state = forms.ChoiceField(
        label="State", required=False, choices=[ALL, *Status.choices], widget=KeptSelect
    )
    age = forms.ChoiceField(label="Open for", required=False, choices=[ALL, *Age.choices], widget=KeptSelect)
    claimed = forms.ChoiceField(
        label="Open with", required=False, choices=[ALL, *ClaimedBy.choices], widget=KeptSelect
    )
    marked = forms.ChoiceField(
        label="Marked", required=False, choices=[ALL, *Marked.choices], widget=KeptSelect
    )
    debate = forms.ChoiceField(label="Debate", required=False, widget=KeptSelect)
    work = forms.ChoiceField(label="Text", required=False, widget=KeptSelect)
    # A kept filter may ask for a phase or a language of which nothing is open now.
    held_by = forms.CharField(label="First held by", required=False, max_length=30, widget=KeptSelect)
    language = forms.CharField(label="Language", required=False, max_length=8, widget=KeptSelect)
    stance = forms.ChoiceField(label="Stance", required=False, widget=KeptSelect)
    search = forms.CharField(label="Search in all states", required=False, max_length=LONGEST_SEARCH)
    after = forms.IntegerField(required=False, min_value=0, max_value=GREATEST_ID)
    item = forms.IntegerField(required=False, min_value=0, max_value=GREATEST_ID)
    since = forms.IntegerField(required=False, min_value=0, max_value=GREATEST_ID)
    tick = forms.CharField(required=False, max_length=3)

    def __init__(self, *args: object, options: FilterOptions, user_id: int, **kwargs: object) -> None:
        super().__init__(*args, auto_id="queue-%s", **kwargs)
        self.user_id = user_id
        for name, found in (
            ("debate", options.debates),
            ("work", options.works),
            ("stance", options.stances),
        ):
            self.fields[name].choices = [ALL, *found]
        self.full_clean()
        for name, found in (("held_by", options.phases), ("language", options.languages)):
            chosen = self.cleaned_data.get(name, "")
            also = [(chosen, chosen)] if chosen and chosen not in dict(found) else []
            self.fields[name].widget.choices = [ALL, *found, *also]

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields beside ``show`` and the search."""
        names = ("kind", "state", "age", "claimed", "marked", "held_by", "language", "debate", "work")
        return [self[name] for name in (*names, "stance")]

    @property
    def choice(self) -> Choice:
        cleaned = self.cleaned_data
        names = tuple(name for name in NARROWING if name != "search")
        search = cleaned.get("search", "")
        show = Show.ALL if search else Show(cleaned.get("show") or Show.WAITING)
        chosen = {name: cleaned.get(name, "") for name in names}
        query = parse_query(search, {}).query
        return Choice(show=show, search=search, query=query, user_id=self.user_id, **chosen)

    @property
    def unsearched(self) -> str:
        """Why what was typed into the search was not searched for; empty where it was, or nothing was."""
        if "search" not in self.errors:
            return ""
        length = len(str(self["search"].value()))
        return (
            f"Nothing was searched for: a search has at most {LONGEST_SEARCH} characters, and this one has "
            f"{length:,}. The list is as it is without it."
        )

    @property
    def place(self) -> int:
        return self.cleaned_data.get("after") or 0

    @property
    def row(self) -> int:
        """Which row is meant where a response has several; 0: any."""
        return self.cleaned_data.get("item") or 0

    @property
    def ticks_all(self) -> bool:
        return self.cleaned_data.get("tick") == "all"

    @property
    def last_seen(self) -> int:
        """The newest item when the list was opened."""
        return self.cleaned_data.get("since") or 0


class FilterForm(forms.Form):
    """The name under which a choice is kept."""

    name = forms.CharField(
        label="Name", max_length=60, error_messages={"required": "Give the filter a name to keep it by."}
    )

    def save(self, *, choice: Choice, owner_id: int) -> None:
        """Raises Refused."""
        save_filter(owner_id=owner_id, name=self.cleaned_data["name"], address=choice.address())
