import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0005_answer_pairs_links_and_positions'),
        ('essays', '0002_record_quotation_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckedRevision',
            fields=[
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='checked', serialize=False, to='comments.revision')),
                ('texts', models.CharField(help_text='State of the texts (comments.domain.checking.storing).', max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='QuotationCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(help_text="Place among the revision's quotations, from 1.")),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('exact', models.TextField(help_text='The quotation as typed.')),
                ('opening', models.CharField(help_text='Its first words, to know it by.', max_length=80)),
                ('verdict', models.CharField(choices=[('verbatim', 'word for word'), ('elided', 'words left out'), ('altered', 'differs'), ('not-found', 'not found')], max_length=10)),
                ('block_start', models.PositiveIntegerField(null=True)),
                ('block_end', models.PositiveIntegerField(null=True)),
                ('block_hash', models.CharField(blank=True, help_text="The block's text_hash when the words were looked up.", max_length=64)),
                ('summary', models.TextField(blank=True, help_text='How the words differ: in a phrase, then each difference a line if it names only some.')),
                ('left_out', models.TextField(blank=True, help_text="The source's words at each ellipsis, one a line.")),
                ('note', models.TextField(blank=True, help_text='What is pointed out: what the words left out contain, or how the passage answered has it.')),
                ('block', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='essays.block')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='comments.revision')),
            ],
            options={
                'ordering': ['revision', 'order'],
                'constraints': [models.UniqueConstraint(fields=('revision', 'order'), name='comments_quotationcheck_order_once'), models.CheckConstraint(condition=models.Q(('verdict__in', ['verbatim', 'elided', 'altered', 'not-found'])), name='comments_quotationcheck_verdict'), models.CheckConstraint(condition=models.Q(('end', django.db.models.expressions.CombinedExpression(models.F('start'), '+', django.db.models.functions.text.Length('exact')))), name='comments_quotationcheck_as_long_as_exact'), models.CheckConstraint(condition=models.Q(models.Q(('block', None), ('block_end', None), ('block_start', None), ('verdict', 'not-found')), models.Q(models.Q(('verdict', 'not-found'), _negated=True), ('block__isnull', False), ('block_start__lt', models.F('block_end'))), _connector='OR'), name='comments_quotationcheck_found_somewhere')],
            },
        ),
    ]
