import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Block",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "order",
                    models.PositiveIntegerField(
                        help_text="Place in the work, from 1, headings and notes included."
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("heading", "heading"),
                            ("paragraph", "paragraph"),
                            ("list-item", "list item"),
                            ("block-quotation", "block quotation"),
                            ("signature", "signature"),
                            ("note", "note"),
                            ("speaker", "speaker line"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        blank=True, help_text="Running number of numbered kinds, from 1.", null=True
                    ),
                ),
                ("marker", models.CharField(blank=True, max_length=10)),
                ("text", models.TextField()),
                ("text_hash", models.CharField(help_text="SHA-256 of the text.", max_length=64)),
            ],
            options={
                "ordering": ["work", "order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "heading",
                                    "paragraph",
                                    "list-item",
                                    "block-quotation",
                                    "signature",
                                    "note",
                                    "speaker",
                                ],
                            )
                        ),
                        name="essays_block_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="essays_block_text_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["paragraph", "list-item", "block-quotation"]),
                                ("number__gte", 1),
                                ("number__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("kind__in", ["paragraph", "list-item", "block-quotation"]), _negated=True
                                ),
                                ("number__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="essays_block_numbered_by_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("stated", "stated"),
                            ("implied", "implied"),
                            ("ambiguous", "ambiguous"),
                            ("silent", "silent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("claim", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["question", "voice__order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["stated", "implied", "ambiguous", "silent"])),
                        name="essays_position_status",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "silent"), ("claim", "")),
                            models.Q(
                                models.Q(("status", "silent"), _negated=True),
                                models.Q(("claim", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="essays_position_silent_without_claim",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField()),
                ("slug", models.SlugField(help_text="The section's anchor in the work's page.")),
                ("title", models.CharField(max_length=200)),
                ("first_number", models.PositiveIntegerField()),
                ("last_number", models.PositiveIntegerField()),
                (
                    "is_editorial",
                    models.BooleanField(
                        default=False, help_text="The title is an editor's, not the author's."
                    ),
                ),
            ],
            options={
                "ordering": ["work", "order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_number__gte", 1), ("last_number__gte", models.F("first_number"))
                        ),
                        name="essays_section_numbers_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Debate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "slug",
                    models.SlugField(
                        help_text="Names the debate in addresses and its folder of texts.", unique=True
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Short name, in the header of every page: “The Mass Line”.", max_length=80
                    ),
                ),
                (
                    "headline",
                    models.CharField(
                        help_text="The question in dispute, as the debate page's title.", max_length=200
                    ),
                ),
                (
                    "summary",
                    models.TextField(help_text="An editor's neutral account of the dispute, one paragraph."),
                ),
                (
                    "language",
                    models.CharField(
                        default="en", help_text="BCP 47 tag of the texts' language.", max_length=35
                    ),
                ),
                (
                    "source_hash",
                    models.CharField(
                        default="",
                        help_text="SHA-256 over the files last loaded; empty before the first load.",
                        max_length=64,
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("headline", ""), _negated=True),
                        name="essays_debate_headline_not_empty",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("organisation", "organisation"),
                            ("tendency", "tendency"),
                            ("not-stated", "not stated"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authorities",
                        to="essays.debate",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "authorities",
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "slug"), name="essays_authority_slug_once_a_debate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["person", "organisation", "tendency", "not-stated"])
                        ),
                        name="essays_authority_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Author",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                (
                    "name",
                    models.CharField(
                        blank=True, help_text="As printed; empty when not stated.", max_length=200
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "person"),
                            ("organisation", "organisation"),
                            ("not-stated", "not stated"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="What the source says of the author.")),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authors",
                        to="essays.debate",
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "slug"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "slug"), name="essays_author_slug_once_a_debate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["person", "organisation", "not-stated"])),
                        name="essays_author_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "not-stated"), ("name", "")),
                            models.Q(
                                models.Q(("kind", "not-stated"), _negated=True),
                                models.Q(("name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="essays_author_named_unless_not_stated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Formulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField()),
                ("label", models.CharField(help_text="“Formulation 1”.", max_length=120)),
                (
                    "gist",
                    models.CharField(
                        blank=True, help_text="What sets it apart: “isolate the backward”.", max_length=120
                    ),
                ),
                ("contested", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="formulations",
                        to="essays.debate",
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "slug"), name="essays_formulation_slug_once_a_debate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contested", False), models.Q(("gist", ""), _negated=True), _connector="OR"
                        ),
                        name="essays_formulation_contested_has_gist",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField()),
                ("holder", models.CharField(help_text="As the site names them: “Klaas V.”.", max_length=200)),
                (
                    "is_own",
                    models.BooleanField(help_text="The holder is the author of the work that says so."),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[
                            ("adopts", "adopts"),
                            ("rejects", "rejects"),
                            ("reports", "reports"),
                            ("prefers", "prefers"),
                            ("originates", "is the source of"),
                            ("proposes", "proposes"),
                            ("asks", "asks about"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "reserve",
                    models.CharField(
                        blank=True, help_text="How the report is qualified: “seemed to”.", max_length=200
                    ),
                ),
                ("summary", models.CharField(max_length=300)),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holdings",
                        to="essays.debate",
                    ),
                ),
                (
                    "formulation",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: all of the debate's formulations at once.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holdings",
                        to="essays.formulation",
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "slug"), name="essays_holding_slug_once_a_debate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "stance__in",
                                ["adopts", "rejects", "reports", "prefers", "originates", "proposes", "asks"],
                            )
                        ),
                        name="essays_holding_stance",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldingEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.block"
                    ),
                ),
                (
                    "holding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="essays.holding",
                    ),
                ),
            ],
            options={
                "ordering": ["holding", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            )
                        ),
                        name="essays_holdingevidence_span_as_long_as_exact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exact", ""), _negated=True),
                        name="essays_holdingevidence_exact_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("holding", "order"), name="essays_holdingevidence_order_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Oddity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("order", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=60)),
                (
                    "deliberate",
                    models.CharField(
                        choices=[("yes", "deliberate"), ("no", "not deliberate"), ("unclear", "unclear")],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.block"
                    ),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="oddities",
                        to="essays.debate",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "oddities",
                "ordering": ["debate", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            )
                        ),
                        name="essays_oddity_span_as_long_as_exact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exact", ""), _negated=True), name="essays_oddity_exact_not_empty"
                    ),
                    models.UniqueConstraint(
                        fields=("debate", "order"), name="essays_oddity_order_once_a_debate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("deliberate__in", ["yes", "no", "unclear"])),
                        name="essays_oddity_deliberate",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PositionEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.block"
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="essays.position",
                    ),
                ),
            ],
            options={
                "ordering": ["position", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            )
                        ),
                        name="essays_positionevidence_span_as_long_as_exact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exact", ""), _negated=True),
                        name="essays_positionevidence_exact_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("position", "order"), name="essays_positionevidence_order_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=200)),
                (
                    "core",
                    models.BooleanField(
                        default=True, help_text="Among those shown when the reader chose none."
                    ),
                ),
                (
                    "leading",
                    models.BooleanField(
                        default=False,
                        help_text="Stands on the debate page, where the last of them gives each work's quotation.",
                    ),
                ),
                (
                    "finding",
                    models.TextField(
                        blank=True,
                        help_text="An editor's neutral note on how the answers stand to each other.",
                    ),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="essays.debate",
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "slug"), name="essays_question_slug_once_a_debate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="essays_question_text_not_empty"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="position",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="positions", to="essays.question"
            ),
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField()),
                ("as_named", models.CharField(blank=True, help_text="The name as printed.", max_length=200)),
                (
                    "cited_title",
                    models.CharField(
                        blank=True, help_text="The writing referred to, regular form.", max_length=200
                    ),
                ),
                ("cited_as", models.CharField(blank=True, help_text="Its title as printed.", max_length=200)),
                (
                    "kind",
                    models.CharField(
                        help_text="Quotation, paraphrase, mention, ascription ...", max_length=60
                    ),
                ),
                ("marked", models.BooleanField(help_text="Set off as a quotation or title in the source.")),
                ("use_made", models.CharField(blank=True, max_length=300)),
                ("note", models.TextField(blank=True)),
                (
                    "outside_note",
                    models.TextField(
                        blank=True, help_text="From outside the texts held here; shown as such."
                    ),
                ),
                (
                    "authorities",
                    models.ManyToManyField(blank=True, related_name="references", to="essays.authority"),
                ),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.block"
                    ),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="references",
                        to="essays.debate",
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            )
                        ),
                        name="essays_reference_span_as_long_as_exact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exact", ""), _negated=True),
                        name="essays_reference_exact_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("debate", "slug"), name="essays_reference_slug_once_a_debate"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("note", models.TextField()),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="essays.debate",
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "slug"), name="essays_remark_slug_once_a_debate"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RemarkEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.block"
                    ),
                ),
                (
                    "remark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="essays.remark",
                    ),
                ),
            ],
            options={
                "ordering": ["remark", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            )
                        ),
                        name="essays_remarkevidence_span_as_long_as_exact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exact", ""), _negated=True),
                        name="essays_remarkevidence_exact_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("remark", "order"), name="essays_remarkevidence_order_once"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="block",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="blocks",
                to="essays.section",
            ),
        ),
        migrations.CreateModel(
            name="Stratum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=80)),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="strata", to="essays.debate"
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "slug"), name="essays_stratum_slug_once_a_debate"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField()),
                ("label", models.CharField(max_length=120)),
                (
                    "pattern",
                    models.CharField(
                        help_text="Python regular expression, case-insensitive, over a block's text.",
                        max_length=300,
                    ),
                ),
                (
                    "marked",
                    models.BooleanField(
                        default=False, help_text="Its first use in a section is marked in the text."
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "homonyms",
                    models.TextField(blank=True, help_text="Uses of the same word in another sense."),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="essays.debate"
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("debate", "slug"), name="essays_term_slug_once_a_debate")
                ],
            },
        ),
        migrations.CreateModel(
            name="Definition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("definition", "definition"),
                            ("characterisation", "characterisation"),
                            ("use", "use"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.block"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="definitions",
                        to="essays.term",
                    ),
                ),
            ],
            options={
                "ordering": ["term", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            )
                        ),
                        name="essays_definition_span_as_long_as_exact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exact", ""), _negated=True),
                        name="essays_definition_exact_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("term", "order"), name="essays_definition_order_once_a_term"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["definition", "characterisation", "use"])),
                        name="essays_definition_role",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TermOccurrence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("first_in_section", models.BooleanField(default=False)),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.block"
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="occurrences",
                        to="essays.term",
                    ),
                ),
            ],
            options={
                "ordering": ["term", "block__work__order", "block__order", "start"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            )
                        ),
                        name="essays_termoccurrence_span_as_long_as_exact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exact", ""), _negated=True),
                        name="essays_termoccurrence_exact_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("term", "block", "start"), name="essays_termoccurrence_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("siglum", models.CharField(max_length=4)),
                ("order", models.PositiveSmallIntegerField()),
                ("label", models.CharField(help_text="“Two Conceptions”, “Mao Zedong”.", max_length=120)),
                ("who", models.CharField(help_text="“Klaas V.”, “as quoted in K 13”.", max_length=160)),
                ("quoted", models.BooleanField(default=False, help_text="Known only as quoted in the work.")),
                (
                    "chosen_first",
                    models.BooleanField(
                        default=False, help_text="Among those shown when the reader chose none."
                    ),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voices", to="essays.debate"
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "siglum"), name="essays_voice_siglum_once_a_debate"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="position",
            name="voice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="positions", to="essays.voice"
            ),
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField(help_text="Row in the debate's wording table.")),
                ("label", models.CharField(help_text="“Formulation 2”, “Mao Zedong”.", max_length=120)),
                (
                    "source_label",
                    models.CharField(
                        help_text="“as given by Klaas V.”, “as quoted by Ehecatl”.", max_length=200
                    ),
                ),
                (
                    "in_table",
                    models.BooleanField(
                        default=True, help_text="False: a writer's other statements, listed below the table."
                    ),
                ),
                ("note", models.TextField(blank=True, help_text="An editor's note on the wording.")),
                (
                    "formulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="essays.formulation",
                    ),
                ),
            ],
            options={
                "ordering": ["formulation__debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("formulation", "slug"), name="essays_wording_slug_once_a_formulation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "part",
                    models.CharField(
                        blank=True, help_text="If only a part of the stratum is meant: which.", max_length=120
                    ),
                ),
                (
                    "lead",
                    models.CharField(
                        blank=True,
                        help_text="The words printed before the verb, if they matter.",
                        max_length=200,
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        blank=True,
                        help_text="As printed (“uniting”); empty: no task is named.",
                        max_length=80,
                    ),
                ),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("unite", "light"),
                            ("win", "underlined"),
                            ("raise", "overlined"),
                            ("isolate", "reversed"),
                            ("other", "dashed box"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        blank=True,
                        help_text="The rest of the words, as printed, after the verb.",
                        max_length=300,
                    ),
                ),
                (
                    "force",
                    models.CharField(help_text="Slogan, task, possibility, denied ...", max_length=120),
                ),
                (
                    "principal",
                    models.BooleanField(
                        default=True, help_text="Shown in the table; others are listed beneath."
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.block"
                    ),
                ),
                (
                    "stratum",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slots", to="essays.stratum"
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slots", to="essays.wording"
                    ),
                ),
            ],
            options={
                "ordering": ["wording", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            )
                        ),
                        name="essays_slot_span_as_long_as_exact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exact", ""), _negated=True), name="essays_slot_exact_not_empty"
                    ),
                    models.UniqueConstraint(
                        fields=("wording", "order"), name="essays_slot_order_once_a_wording"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("principal", True)),
                        fields=("wording", "stratum"),
                        name="essays_slot_one_principal_a_stratum",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ["unite", "win", "raise", "isolate", "other"])),
                        name="essays_slot_mark",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lead", ""), _negated=True),
                            models.Q(("verb", ""), _negated=True),
                            models.Q(("phrase", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="essays_slot_has_printed_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Printing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("exact", models.TextField()),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "block",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.block"
                    ),
                ),
                (
                    "wording",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="printings",
                        to="essays.wording",
                    ),
                ),
            ],
            options={
                "ordering": ["wording", "order"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "end",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("start"), "+", django.db.models.functions.text.Length("exact")
                                ),
                            )
                        ),
                        name="essays_printing_span_as_long_as_exact",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("exact", ""), _negated=True),
                        name="essays_printing_exact_not_empty",
                    ),
                    models.UniqueConstraint(
                        fields=("wording", "order"), name="essays_printing_order_once_a_wording"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                (
                    "order",
                    models.PositiveSmallIntegerField(help_text="Place among the debate's texts, from 1."),
                ),
                (
                    "siglum",
                    models.CharField(
                        help_text="The letter that stands for the work in citations: K 16.", max_length=4
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("essay", "essay"), ("comment", "comment")], max_length=10),
                ),
                ("title", models.CharField(max_length=200)),
                (
                    "short_title",
                    models.CharField(help_text="For table heads and breadcrumbs.", max_length=80),
                ),
                (
                    "title_is_editorial",
                    models.BooleanField(
                        default=False, help_text="The title is the editors', not the source's."
                    ),
                ),
                (
                    "title_note",
                    models.TextField(
                        blank=True, help_text="Where the title is known from, if not from the text itself."
                    ),
                ),
                ("language", models.CharField(default="en", max_length=35)),
                (
                    "date",
                    models.CharField(
                        blank=True, help_text="As the source states it; empty: not stated.", max_length=40
                    ),
                ),
                (
                    "source_note",
                    models.TextField(
                        blank=True, help_text="Where the text was taken from and what was left out."
                    ),
                ),
                (
                    "categories",
                    models.CharField(
                        blank=True, help_text="The source's own categories, comma separated.", max_length=300
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="Raised whenever the numbered blocks change."
                    ),
                ),
                (
                    "text_hash",
                    models.CharField(
                        help_text="SHA-256 of the blocks' texts joined by line feeds.", max_length=64
                    ),
                ),
                (
                    "word_count",
                    models.PositiveIntegerField(help_text="Words in the numbered blocks and headings."),
                ),
                ("last_number", models.PositiveIntegerField(help_text="Number of the last numbered block.")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="works", to="essays.author"
                    ),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="works", to="essays.debate"
                    ),
                ),
                (
                    "responds_to",
                    models.ForeignKey(
                        blank=True,
                        help_text="The work it answers.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="essays.work",
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "order"), name="essays_work_order_once_a_debate"
                    ),
                    models.UniqueConstraint(
                        fields=("debate", "siglum"), name="essays_work_siglum_once_a_debate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["essay", "comment"])), name="essays_work_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="essays_work_title_not_empty"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("responds_to__isnull", True),
                            models.Q(("responds_to", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="essays_work_not_a_reply_to_itself",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="voice",
            name="work",
            field=models.ForeignKey(
                help_text="Where it speaks.",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="voices",
                to="essays.work",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="work",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="essays.work"
            ),
        ),
        migrations.CreateModel(
            name="Relation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField()),
                ("order", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("from_start", models.PositiveIntegerField(default=0)),
                ("from_end", models.PositiveIntegerField(default=0)),
                ("from_exact", models.TextField(blank=True)),
                ("to_start", models.PositiveIntegerField(default=0)),
                ("to_end", models.PositiveIntegerField(default=0)),
                ("to_exact", models.TextField(blank=True)),
                (
                    "marked",
                    models.BooleanField(
                        default=False, help_text="By quotation marks, block setting, title or name."
                    ),
                ),
                (
                    "referenced",
                    models.BooleanField(
                        default=True, help_text="False: no textual reference, the comparison is the editor's."
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("clear", "clear"), ("probable", "probable"), ("uncertain", "uncertain")],
                        default="clear",
                        max_length=10,
                    ),
                ),
                ("summary", models.TextField(blank=True)),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="essays.debate",
                    ),
                ),
                (
                    "from_block",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_out",
                        to="essays.block",
                    ),
                ),
                (
                    "to_block",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_in",
                        to="essays.block",
                    ),
                ),
                (
                    "from_work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_out",
                        to="essays.work",
                    ),
                ),
                (
                    "to_work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations_in",
                        to="essays.work",
                    ),
                ),
            ],
            options={
                "ordering": ["debate", "order"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "slug"), name="essays_relation_slug_once_a_debate"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["clear", "probable", "uncertain"])),
                        name="essays_relation_confidence",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_end", 0), ("from_exact", ""), ("from_start", 0)),
                            models.Q(
                                ("from_block__isnull", False),
                                (
                                    "from_end",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("from_start"),
                                        "+",
                                        django.db.models.functions.text.Length("from_exact"),
                                    ),
                                ),
                                models.Q(("from_exact", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="essays_relation_from_span_in_a_block",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_end", 0), ("to_exact", ""), ("to_start", 0)),
                            models.Q(
                                ("to_block__isnull", False),
                                (
                                    "to_end",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("to_start"),
                                        "+",
                                        django.db.models.functions.text.Length("to_exact"),
                                    ),
                                ),
                                models.Q(("to_exact", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="essays_relation_to_span_in_a_block",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="holding",
            name="according_to",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reported_holdings",
                to="essays.work",
            ),
        ),
        migrations.AddField(
            model_name="block",
            name="work",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="blocks", to="essays.work"
            ),
        ),
        migrations.CreateModel(
            name="AuthorityName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="essays.authority",
                    ),
                ),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.debate"
                    ),
                ),
            ],
            options={
                "ordering": ["authority", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("debate", "name"), name="essays_authorityname_once_a_debate"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.UniqueConstraint(
                fields=("question", "voice"), name="essays_position_once_a_voice"
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                fields=("work", "order"), name="essays_section_order_once_a_work"
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.UniqueConstraint(
                fields=("work", "slug"), name="essays_section_slug_once_a_work"
            ),
        ),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.UniqueConstraint(
                fields=("work", "order"), name="essays_block_order_once_a_work"
            ),
        ),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.UniqueConstraint(
                fields=("work", "number"), name="essays_block_number_once_a_work"
            ),
        ),
    ]
