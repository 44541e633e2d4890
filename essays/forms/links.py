"""The editors' forms for links: what to list, what to decide, what to add."""

from dataclasses import dataclass

from django import forms

from essays.domain.corpus.fields import one_line
from essays.domain.links.checking import Refused, Verdict, Words
from essays.domain.links.deciding import Editor, add_link, decide_link
from essays.domain.links.judging import Judgement, kind_of
from essays.domain.links.stored import state_of
from essays.domain.paragraph_address import NotAParagraph, Range, read_paragraph
from essays.enums import Direction, Ground, LinkKind, LinkStatus
from essays.models import Authority, Block, Debate, Link, LinkDecision, Work
from essays.queries.link_queue import Choice, Review, Show, block_of, origins_to_choose
from masslinesite.buttons import CHOOSE
from masslinesite.lines import LinesField

#: PostgreSQL refuses numbers beyond this one as ids.
GREATEST_ID = 2**63 - 1
ALL = ("", "All")
#: The right passage quotes the left one: they change places.
QUOTED = "quoted"
#: The fields of the form for what the domain calls otherwise.
FIELDS = {"left": "left_words", "right": "right_words"}


class QueueForm(forms.Form):
    """What the queue lists, from the address. Whatever isn't among the choices counts as not chosen."""

    show = forms.ChoiceField(label="Show", required=False, choices=Show.choices)
    pair = forms.ChoiceField(label="Texts", required=False)
    origin = forms.ChoiceField(label="Origin", required=False, choices=[ALL, *origins_to_choose()])
    after = forms.IntegerField(required=False, min_value=0, max_value=GREATEST_ID)

    def __init__(self, *args: object, pairs: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, auto_id="queue-%s", **kwargs)
        self.fields["pair"].choices = [ALL, *pairs]
        self.full_clean()

    @property
    def choice(self) -> Choice:
        cleaned = self.cleaned_data
        show = Show(cleaned.get("show") or Show.SUGGESTED)
        return Choice(show, cleaned.get("pair", ""), cleaned.get("origin", ""))

    @property
    def place(self) -> int:
        return self.cleaned_data.get("after") or 0


def words(label: str) -> LinesField:
    return LinesField(label=label, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


def occurrence(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text="Only where they stand there more than once: 1 for the first.",
        required=False,
        min_value=1,
        max_value=10_000,
    )


class VerdictForm(forms.Form):
    """What an editor says of two passages, as they stand in their paragraphs."""

    left_words = words("Words of the left passage")
    left_occurrence = occurrence("Which of them")
    right_words = words("Words of the right passage")
    right_occurrence = occurrence("Which of them")
    direction = forms.ChoiceField(
        label="Direction",
        choices=[
            (Direction.NOT_SHOWN.value, "Not shown"),
            (Direction.QUOTES.value, "The left quotes the right"),
            (QUOTED, "The right quotes the left"),
        ],
    )
    ground = forms.ChoiceField(label="Ground", choices=Ground.choices)
    ground_note = forms.CharField(label="Ground in words", required=False, max_length=2000)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "As the words show"), *LinkKind.choices]
    )
    marked = forms.BooleanField(label="The quoting passage is marked as a quotation", required=False)
    attributed_to = forms.ChoiceField(label="Attributed to", required=False)
    attributed_as = forms.CharField(
        label="Attributed in these words",
        help_text="As the quoting text prints them.",
        required=False,
        max_length=200,
    )
    continues = forms.ChoiceField(label="Goes on with the quotation begun in", required=False)
    note = LinesField(
        label="Note",
        help_text="Shown to readers with the link.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label="Reason", help_text="Needed to dismiss, and only then.", required=False, max_length=2000
    )

    def __init__(self, *args: object, authorities: list[Authority], others: list[Link], **kwargs: object):
        super().__init__(*args, auto_id="link-%s", **kwargs)
        self.fields["attributed_to"].choices = [("", "Nobody")] + [(a.slug, a.name) for a in authorities]
        self.fields["continues"].choices = [("", "None")] + [(link.slug, link.slug) for link in others]

    def verdict(self, *, status: LinkStatus, left: Words, right: Words) -> Verdict:
        cleaned = self.cleaned_data
        is_quoted = cleaned["direction"] == QUOTED
        said = Judgement(
            status=status,
            kind=cleaned["kind"] or kind_of(left.exact, right.exact),
            marked=cleaned["marked"],
            direction=Direction.QUOTES if is_quoted else cleaned["direction"],
            ground=cleaned["ground"],
            ground_note=one_line(cleaned["ground_note"]),
            attributed_as=one_line(cleaned["attributed_as"]),
            reason=one_line(cleaned["reason"]) if status == LinkStatus.DISMISSED else "",
            note=one_line(cleaned["note"]),
        )
        if is_quoted:
            left, right = right, left
        return Verdict(said, left, right, cleaned["attributed_to"], cleaned["continues"])

    def words(self, side: str, block: Block) -> Words:
        exact = one_line(self.cleaned_data[f"{side}_words"])
        return Words(block.pk, exact, self.cleaned_data[f"{side}_occurrence"] or 0)

    def show_faults(self, refused: Refused) -> None:
        for fault in refused.faults:
            field = FIELDS.get(fault.field, fault.field)
            self.add_error(field, f"{fault.reason[0].upper()}{fault.reason[1:]}.")


@dataclass(frozen=True)
class Difference:
    """A field in which what was sent is not what the link says now."""

    label: str
    now: str
    sent: str


class ReviewForm(VerdictForm):
    """The decision on one link. ``seen`` is its state and ``seen_decision`` its last decision, as opened."""

    action = forms.ChoiceField(
        label="Decision",
        choices=LinkStatus.choices,
        error_messages={"required": CHOOSE},
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen_decision = forms.IntegerField(
        required=False, min_value=0, max_value=GREATEST_ID, widget=forms.HiddenInput
    )

    def __init__(self, *args: object, review: Review, **kwargs: object) -> None:
        self.link = review.link
        super().__init__(
            *args,
            authorities=review.authorities,
            others=review.others,
            initial=said_of(review.link),
            **kwargs,
        )

    def clean(self) -> dict[str, object]:
        """A reason typed for what takes none is not dropped in silence; one that the link has already is."""
        cleaned = super().clean()
        is_typed = cleaned.get("reason") and cleaned["reason"] != self.link.reason
        if is_typed and cleaned.get("action") not in (None, LinkStatus.DISMISSED):
            self.add_error("reason", "Only dismissing takes a reason: empty it, or press “Dismiss”.")
        return cleaned

    def decide(self, by: Editor) -> LinkDecision | None:
        """None when it is refused, with the errors in their fields. Raises Stale."""
        left, right = (self._same_or_new(side) for side in ("left", "right"))
        verdict = self.verdict(status=LinkStatus(self.cleaned_data["action"]), left=left, right=right)
        try:
            return decide_link(link_id=self.link.pk, verdict=verdict, seen=self.cleaned_data["seen"], by=by)
        except Refused as refused:
            self.show_faults(refused)
            return None

    def differences(self) -> list[Difference]:
        """What was sent and is not so in the link as it is now."""
        now = said_of(self.link)
        return [
            Difference(
                self.fields[name].label,
                in_words(self.fields[name], value),
                in_words(self.fields[name], self.cleaned_data[name]),
            )
            for name, value in now.items()
            if value != self.cleaned_data[name]
        ]

    def _same_or_new(self, side: str) -> Words:
        """Words left as they were stay in their place, wherever else they stand."""
        words = self.words(side, getattr(self.link, f"{side}_block"))
        start, exact = getattr(self.link, f"{side}_start"), getattr(self.link, f"{side}_exact")
        if words.exact != exact or words.occurrence:
            return words
        text = getattr(self.link, f"{side}_block").text
        return Words(words.block_id, exact, 1 + sum(text.startswith(exact, at) for at in range(start)))


class AddForm(VerdictForm):
    """A link that comparison missed: two citations, and the words there."""

    left_at = forms.CharField(
        label="Left passage in", help_text="The one that quotes, or the later: E 6.", max_length=40
    )
    right_at = forms.CharField(label="Right passage in", help_text="K 6.", max_length=40)
    field_order = ("left_at", "left_words", "left_occurrence", "right_at", "right_words", "right_occurrence")

    def __init__(
        self,
        *args: object,
        debate: Debate,
        works: list[Work],
        authorities: list[Authority],
        others: list[Link],
    ) -> None:
        super().__init__(*args, authorities=authorities, others=others, initial={"ground": Ground.BOTH_PLAIN})
        self.debate, self.works = debate, {work.siglum: work for work in works}

    def clean_left_at(self) -> Block:
        return self._block("left_at")

    def clean_right_at(self) -> Block:
        return self._block("right_at")

    def add(self, by: Editor) -> Link | None:
        """None when it is refused, with the errors in their fields."""
        left, right = (self.words(side, self.cleaned_data[f"{side}_at"]) for side in ("left", "right"))
        verdict = self.verdict(status=LinkStatus.CONFIRMED, left=left, right=right)
        try:
            return add_link(debate_id=self.debate.pk, verdict=verdict, by=by)
        except Refused as refused:
            self.show_faults(refused)
            return None

    def _block(self, field: str) -> Block:
        ranges = [Range(work.siglum, work.last_number) for work in self.works.values()]
        try:
            cited = read_paragraph(self.cleaned_data[field], ranges)
        except NotAParagraph as refused:
            raise forms.ValidationError(str(refused)) from None
        return block_of(self.works[cited.siglum], cited.number)


def in_words(field: forms.Field, value: object) -> str:
    """A field's value as an editor reads it in the form."""
    if isinstance(field, forms.BooleanField):
        return "yes" if value else "no"
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    return str(value)


def said_of(link: Link) -> dict[str, object]:
    """What the link says now, as the form's fields hold it. No query where its relations are loaded."""
    return {
        "left_words": link.left_exact,
        "right_words": link.right_exact,
        "direction": link.direction,
        "ground": link.ground,
        "ground_note": link.ground_note,
        "kind": link.kind,
        "marked": link.marked,
        "attributed_to": link.attributed_to.slug if link.attributed_to else "",
        "attributed_as": link.attributed_as,
        "continues": link.continues.slug if link.continues else "",
        "note": link.note,
        "reason": link.reason,
    }


def seen_now(review: Review) -> dict[str, object]:
    """The hidden fields that name what the page shows."""
    last = review.decisions[-1].pk if review.decisions else 0
    return {"seen": state_of(review.link), "seen_decision": last}
