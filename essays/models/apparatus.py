"""What an editor records about passages: authorities, terms, relations, oddities and remarks."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Length

from essays.enums import AuthorityKind, Confidence, DefinitionRole, Deliberate
from essays.models.constraints import Span, one_of
from essays.models.debates import Debate
from essays.models.works import Block, Work


class Authority(models.Model):
    """Somebody the texts refer to; one record however the name is spelt."""

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="authorities")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=AuthorityKind)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["debate", "order"]
        verbose_name_plural = "authorities"
        constraints = [
            UniqueConstraint(fields=["debate", "slug"], name="essays_authority_slug_once_a_debate"),
            one_of("kind", AuthorityKind, "essays_authority_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class AuthorityName(models.Model):
    """A form of an authority's name in the texts; no form belongs to two authorities."""

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="+")
    authority = models.ForeignKey(Authority, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ["authority", "name"]
        constraints = [UniqueConstraint(fields=["debate", "name"], name="essays_authorityname_once_a_debate")]

    def __str__(self) -> str:
        return self.name


class Reference(Span):
    """A passage that quotes, paraphrases, names or appeals to an authority."""

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="references")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    authorities = models.ManyToManyField(Authority, blank=True, related_name="references")
    as_named = models.CharField(max_length=200, blank=True, help_text="The name as printed.")
    cited_title = models.CharField(
        max_length=200, blank=True, help_text="The writing referred to, regular form."
    )
    cited_as = models.CharField(max_length=200, blank=True, help_text="Its title as printed.")
    kind = models.CharField(max_length=60, help_text="Quotation, paraphrase, mention, ascription ...")
    marked = models.BooleanField(help_text="Set off as a quotation or title in the source.")
    use_made = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    outside_note = models.TextField(blank=True, help_text="From outside the texts held here; shown as such.")

    class Meta(Span.Meta):
        ordering = ["debate", "order"]
        constraints = [
            *Span.Meta.constraints,
            UniqueConstraint(fields=["debate", "slug"], name="essays_reference_slug_once_a_debate"),
        ]


class Term(models.Model):
    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="terms")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=120)
    pattern = models.CharField(
        max_length=300, help_text="Python regular expression, case-insensitive, over a block's text."
    )
    marked = models.BooleanField(default=False, help_text="Its first use in a section is marked in the text.")
    note = models.TextField(blank=True)
    homonyms = models.TextField(blank=True, help_text="Uses of the same word in another sense.")

    class Meta:
        ordering = ["debate", "order"]
        constraints = [UniqueConstraint(fields=["debate", "slug"], name="essays_term_slug_once_a_debate")]

    def __str__(self) -> str:
        return self.label


class TermOccurrence(Span):
    """Each match of a term's pattern; ``first_in_section`` are those the reading page marks."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="occurrences")
    first_in_section = models.BooleanField(default=False)

    class Meta(Span.Meta):
        ordering = ["term", "block__work__order", "block__order", "start"]
        constraints = [
            *Span.Meta.constraints,
            UniqueConstraint(fields=["term", "block", "start"], name="essays_termoccurrence_once"),
        ]


class Definition(Span):
    """An author's own words for what a term means."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="definitions")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=20, choices=DefinitionRole)
    note = models.TextField(blank=True)

    class Meta(Span.Meta):
        ordering = ["term", "order"]
        constraints = [
            *Span.Meta.constraints,
            UniqueConstraint(fields=["term", "order"], name="essays_definition_order_once_a_term"),
            one_of("role", DefinitionRole, "essays_definition_role"),
        ]


class Relation(models.Model):
    """A passage acts on another passage or, where ``to_block`` is empty, on a whole work.

    ``kind`` says how ("quotes", "criticises", "answers", "shares a passage with"). The from side is a
    span or, with empty ``from_exact``, the whole block or work; likewise the to side.
    """

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="relations")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    from_work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="relations_out")
    from_block = models.ForeignKey(
        Block, null=True, blank=True, on_delete=models.CASCADE, related_name="relations_out"
    )
    from_start = models.PositiveIntegerField(default=0)
    from_end = models.PositiveIntegerField(default=0)
    from_exact = models.TextField(blank=True)
    to_work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="relations_in")
    to_block = models.ForeignKey(
        Block, null=True, blank=True, on_delete=models.CASCADE, related_name="relations_in"
    )
    to_start = models.PositiveIntegerField(default=0)
    to_end = models.PositiveIntegerField(default=0)
    to_exact = models.TextField(blank=True)
    marked = models.BooleanField(default=False, help_text="By quotation marks, block setting, title or name.")
    referenced = models.BooleanField(
        default=True, help_text="False: no textual reference, the comparison is the editor's."
    )
    confidence = models.CharField(max_length=10, choices=Confidence, default=Confidence.CLEAR)
    summary = models.TextField(blank=True)

    class Meta:
        ordering = ["debate", "order"]
        constraints = [
            UniqueConstraint(fields=["debate", "slug"], name="essays_relation_slug_once_a_debate"),
            one_of("confidence", Confidence, "essays_relation_confidence"),
            CheckConstraint(
                condition=Q(from_exact="", from_start=0, from_end=0)
                | Q(from_block__isnull=False, from_end=F("from_start") + Length("from_exact"))
                & ~Q(from_exact=""),
                name="essays_relation_from_span_in_a_block",
            ),
            CheckConstraint(
                condition=Q(to_exact="", to_start=0, to_end=0)
                | Q(to_block__isnull=False, to_end=F("to_start") + Length("to_exact")) & ~Q(to_exact=""),
                name="essays_relation_to_span_in_a_block",
            ),
        ]


class Oddity(Span):
    """A spelling or printing oddity that stands so in the source."""

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="oddities")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    deliberate = models.CharField(max_length=10, choices=Deliberate)
    note = models.TextField(blank=True)

    class Meta(Span.Meta):
        ordering = ["debate", "order"]
        verbose_name_plural = "oddities"
        constraints = [
            *Span.Meta.constraints,
            UniqueConstraint(fields=["debate", "order"], name="essays_oddity_order_once_a_debate"),
            one_of("deliberate", Deliberate, "essays_oddity_deliberate"),
        ]


class Remark(models.Model):
    """An editor's remark on passages: an ambiguity, a claim of fact without a source."""

    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="remarks")
    slug = models.SlugField()
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=60)
    note = models.TextField()

    class Meta:
        ordering = ["debate", "order"]
        constraints = [UniqueConstraint(fields=["debate", "slug"], name="essays_remark_slug_once_a_debate")]


class RemarkEvidence(Span):
    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="evidence")
    order = models.PositiveSmallIntegerField()

    class Meta(Span.Meta):
        ordering = ["remark", "order"]
        constraints = [
            *Span.Meta.constraints,
            UniqueConstraint(fields=["remark", "order"], name="essays_remarkevidence_order_once"),
        ]
