"""The rules of screening in all their versions, what the filter has learnt, and who is trusted again."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from comments.enums import Reason, Role, WordListKind
from essays.models import Debate


class RuleSet(models.Model):
    """A version of the rules; rows are only ever added, and the newest holds.

    Before the first, those hold that the site comes with (``comments.domain.screening.settings``). A version
    is whole: it names every setting, word and debate, so that it can be read by itself.
    """

    number = models.PositiveIntegerField(unique=True, help_text="From 1.")
    said = models.TextField(help_text="Why it was changed.")
    changed = models.TextField(help_text="What differs from the version before, a change a line.")
    reject_reason = models.CharField(
        max_length=20, choices=Reason, help_text="What authors are told of what the list rejects."
    )
    by_id = models.BigIntegerField(help_text="The user id of who changed it.")
    by_name = models.CharField(max_length=150)
    by_role = models.CharField(max_length=13, choices=Role)
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            CheckConstraint(condition=~Q(said=""), name="comments_ruleset_reasoned"),
            CheckConstraint(
                condition=Q(reject_reason__in=Reason.values) & ~Q(reject_reason=Reason.NONE),
                name="comments_ruleset_reject_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"rules {self.number}"


class RuleValue(models.Model):
    """A setting in a version of the rules."""

    rules = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="values")
    name = models.CharField(max_length=30)
    value = models.PositiveIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["rules", "name"], name="comments_rulevalue_once")]

    def __str__(self) -> str:
        return f"{self.name} in {self.rules_id}: {self.value}"


class RuleWord(models.Model):
    """A word or phrase of a list in a version of the rules."""

    rules = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="words")
    kind = models.CharField(max_length=10, choices=WordListKind)
    order = models.PositiveIntegerField()
    words = models.CharField(max_length=100, help_text="“*” at the end: any ending.")
    reason = models.CharField(
        max_length=20,
        choices=Reason,
        blank=True,
        default=Reason.NONE,
        help_text="Of a rejected word; empty: that of the list.",
    )

    class Meta:
        ordering = ["rules", "kind", "order"]
        constraints = [
            UniqueConstraint(fields=["rules", "kind", "order"], name="comments_ruleword_order_once"),
            CheckConstraint(condition=Q(kind__in=WordListKind.values), name="comments_ruleword_kind"),
            CheckConstraint(condition=Q(reason__in=Reason.values), name="comments_ruleword_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.words} in {self.rules_id}"


class RuleTrust(models.Model):
    """That a debate publishes what trusted accounts send, in a version of the rules.

    The database knows of no foreign key: a version outlives its debates, and its rows are never changed.
    """

    rules = models.ForeignKey(RuleSet, on_delete=models.PROTECT, related_name="trusting")
    debate = models.ForeignKey(Debate, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    needed = models.PositiveIntegerField(help_text="Published responses that an account must have in it.")

    class Meta:
        constraints = [
            UniqueConstraint(fields=["rules", "debate"], name="comments_ruletrust_once"),
            CheckConstraint(condition=Q(needed__gte=1), name="comments_ruletrust_earned"),
        ]

    def __str__(self) -> str:
        return f"trust in {self.debate_id}, {self.rules_id}"


class Learning(models.Model):
    """What the filter has learnt from at one time; the newest row holds and those before it go."""

    published = models.PositiveIntegerField(help_text="Responses that moderators published.")
    rejected = models.PositiveIntegerField(help_text="Responses that they rejected or removed.")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"learnt from {self.published} and {self.rejected}"


class LearntWord(models.Model):
    """In how many of those texts a word stands."""

    learning = models.ForeignKey(Learning, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=30)
    published = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["learning", "word"], name="comments_learntword_once")]

    def __str__(self) -> str:
        return self.word


class TrustRestored(models.Model):
    """That an editor trusts an account again, whatever of it was removed before."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    by_name = models.CharField(max_length=150)
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [CheckConstraint(condition=~Q(reason=""), name="comments_trustrestored_reasoned")]

    def __str__(self) -> str:
        return f"trusted again: account {self.account_id}"
