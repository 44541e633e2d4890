"""Quotation links: two passages that share wording, what is known of them, and who said so."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.db.models.functions import Length
from django.urls import reverse

from essays.enums import NOT_SHOWING, SHOWING, Direction, Ground, LinkKind, LinkOrigin, LinkStatus
from essays.models.apparatus import Authority
from essays.models.constraints import not_empty, one_of
from essays.models.debates import Debate
from essays.models.works import Block, Work


class LinkQuerySet(models.QuerySet):
    def confirmed(self) -> "LinkQuerySet":
        """What the site states as a fact."""
        return self.filter(status=LinkStatus.CONFIRMED)

    def shown(self) -> "LinkQuerySet":
        """What readers see: confirmed links, and found ones that are marked as merely found."""
        return self.exclude(status=LinkStatus.DISMISSED)

    def touching(self, blocks: "models.QuerySet[Block]") -> "LinkQuerySet":
        """Links with either passage in one of the blocks."""
        return self.filter(Q(left_block__in=blocks) | Q(right_block__in=blocks))


class Link(models.Model):
    """Two passages, in one work or two, that have wording in common.

    The left passage is the one that quotes, where the direction is shown; where it is not, it is the
    later one in the order of the debate's works and their blocks. Offsets count Unicode code points
    of the block's text, end exclusive, and ``left_exact`` is ``left_block.text[left_start:left_end]``;
    likewise on the right. How the words differ is not stored: it follows from the two passages
    (``essays.domain.differences``).
    """

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="links")
    slug = models.SlugField(help_text="Made of the two citations once and kept: e6-k6, e6-k6-2.")
    left_block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="links_out")
    left_start = models.PositiveIntegerField()
    left_end = models.PositiveIntegerField()
    left_exact = models.TextField()
    right_block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="links_in")
    right_start = models.PositiveIntegerField()
    right_end = models.PositiveIntegerField()
    right_exact = models.TextField()

    kind = models.CharField(max_length=10, choices=LinkKind)
    marked = models.BooleanField(
        help_text="The left passage stands in quotation marks or is set as a quotation."
    )
    direction = models.CharField(max_length=12, choices=Direction)
    ground = models.CharField(
        max_length=12, choices=Ground, help_text="What shows the direction, or why none is shown."
    )
    ground_note = models.TextField(blank=True, help_text="The ground in an editor's words.")
    attributed_to = models.ForeignKey(
        Authority, null=True, blank=True, on_delete=models.SET_NULL, related_name="links"
    )
    attributed_as = models.CharField(
        max_length=200, blank=True, help_text="The words by which the left text names the source, as printed."
    )
    continues = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="continued_by",
        help_text="The first link of the interrupted quotation that this one goes on with.",
    )
    score = models.FloatField(default=1.0, help_text="0 to 1: how unlikely the agreement is by chance.")

    origin = models.CharField(max_length=10, choices=LinkOrigin)
    status = models.CharField(max_length=10, choices=LinkStatus)
    reason = models.TextField(blank=True, help_text="Why it was dismissed.")
    note = models.TextField(blank=True, help_text="An editor's note, shown with the link.")
    decided_here = models.BooleanField(
        default=False, help_text="An editor decided on this site; the files and later runs leave it alone."
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["left_block__work__order", "left_block__order", "left_start", "id"]
        indexes = [Index(fields=["debate", "status"], name="essays_link_status")]
        constraints = [
            UniqueConstraint(fields=["debate", "slug"], name="essays_link_slug_once_a_debate"),
            UniqueConstraint(
                fields=["left_block", "left_start", "left_end", "right_block", "right_start", "right_end"],
                name="essays_link_passages_once",
            ),
            one_of("kind", LinkKind, "essays_link_kind"),
            one_of("direction", Direction, "essays_link_direction"),
            one_of("ground", Ground, "essays_link_ground"),
            one_of("origin", LinkOrigin, "essays_link_origin"),
            one_of("status", LinkStatus, "essays_link_status_known"),
            not_empty("left_exact", "essays_link_left_not_empty"),
            not_empty("right_exact", "essays_link_right_not_empty"),
            CheckConstraint(
                condition=Q(left_end=F("left_start") + Length("left_exact")),
                name="essays_link_left_as_long_as_exact",
            ),
            CheckConstraint(
                condition=Q(right_end=F("right_start") + Length("right_exact")),
                name="essays_link_right_as_long_as_exact",
            ),
            CheckConstraint(
                condition=~Q(left_block=F("right_block"))
                | Q(left_end__lte=F("right_start"))
                | Q(right_end__lte=F("left_start")),
                name="essays_link_passages_apart",
            ),
            CheckConstraint(condition=Q(score__gte=0, score__lte=1), name="essays_link_score_0_to_1"),
            CheckConstraint(
                condition=~Q(status=LinkStatus.DISMISSED) | ~Q(reason=""),
                name="essays_link_dismissed_with_reason",
            ),
            CheckConstraint(
                condition=Q(status=LinkStatus.DISMISSED) | Q(reason=""),
                name="essays_link_reason_only_if_dismissed",
            ),
            CheckConstraint(
                condition=Q(direction=Direction.QUOTES, ground__in=SHOWING)
                | Q(direction=Direction.NOT_SHOWN, ground__in=NOT_SHOWING),
                name="essays_link_ground_of_its_direction",
            ),
            CheckConstraint(
                condition=~Q(ground=Ground.EDITOR) | ~Q(ground_note=""),
                name="essays_link_editors_ground_in_words",
            ),
            CheckConstraint(
                condition=Q(continues=None) | ~Q(continues=F("id")),
                name="essays_link_not_its_own_continuation",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("link", args=[self.debate.slug, self.slug])

    @property
    def is_fact(self) -> bool:
        return self.status == LinkStatus.CONFIRMED

    @property
    def is_reopened(self) -> bool:
        """Decided on here before, and waiting for an editor again."""
        return self.status == LinkStatus.SUGGESTED and self.decided_here

    @property
    def is_quotation(self) -> bool:
        """One text is shown to take the words from the other."""
        return self.direction == Direction.QUOTES


class LinkDecision(models.Model):
    """What an editor did with a link on this site; rows are only ever added."""

    link = models.ForeignKey(Link, null=True, on_delete=models.SET_NULL, related_name="decisions")
    link_slug = models.SlugField(help_text="Kept if the link goes with its text.")
    old_status = models.CharField(max_length=10, choices=LinkStatus, blank=True)
    new_status = models.CharField(max_length=10, choices=LinkStatus)
    reason = models.TextField(blank=True)
    left_exact = models.TextField(help_text="The passages as decided on.")
    right_exact = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("new_status", LinkStatus, "essays_linkdecision_new_status"),
            CheckConstraint(
                condition=Q(old_status="") | Q(old_status__in=LinkStatus.values),
                name="essays_linkdecision_old_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.link_slug}: {self.new_status}"


class Shingle(models.Model):
    """Three words in a row of a block, as a hash: where a wording can stand, found by an index.

    ``hash`` is ``essays.domain.tracing.shingles.shingle_hash`` (64 bits, signed); ``position`` is the
    place of the first of the words among the block's words, from 0.
    """

    hash = models.BigIntegerField()
    block = models.ForeignKey(Block, on_delete=models.CASCADE, related_name="+")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField()

    class Meta:
        indexes = [Index(fields=["hash", "block", "position"], name="essays_shingle_hash")]
        constraints = [
            UniqueConstraint(fields=["block", "position"], name="essays_shingle_once_a_place"),
        ]
