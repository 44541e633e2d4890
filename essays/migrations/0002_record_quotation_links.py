import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '__first__'),
        ('essays', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text='Made of the two citations once and kept: e6-k6, e6-k6-2.')),
                ('left_start', models.PositiveIntegerField()),
                ('left_end', models.PositiveIntegerField()),
                ('left_exact', models.TextField()),
                ('right_start', models.PositiveIntegerField()),
                ('right_end', models.PositiveIntegerField()),
                ('right_exact', models.TextField()),
                ('kind', models.CharField(choices=[('verbatim', 'same words'), ('variant', 'words changed'), ('partial', 'in part')], max_length=10)),
                ('marked', models.BooleanField(help_text='The left passage stands in quotation marks or is set as a quotation.')),
                ('direction', models.CharField(choices=[('quotes', 'the left quotes the right'), ('not-shown', 'not shown')], max_length=12)),
                ('ground', models.CharField(choices=[('named', 'the text names the source'), ('answers', 'the text answers the work quoted'), ('set-off', 'set off as a quotation, on one side only'), ('editor', "an editor's finding"), ('both-plain', 'neither text shows that it takes the words from the other'), ('both-quote', 'both texts quote a third'), ('same-work', 'one text repeats itself')], help_text='What shows the direction, or why none is shown.', max_length=12)),
                ('ground_note', models.TextField(blank=True, help_text="The ground in an editor's words.")),
                ('attributed_as', models.CharField(blank=True, help_text='The words by which the left text names the source, as printed.', max_length=200)),
                ('score', models.FloatField(default=1.0, help_text='0 to 1: how unlikely the agreement is by chance.')),
                ('origin', models.CharField(choices=[('found', 'found by comparison'), ('editor', 'added by an editor')], max_length=10)),
                ('status', models.CharField(choices=[('suggested', 'found, not yet reviewed'), ('confirmed', 'confirmed'), ('dismissed', 'dismissed')], max_length=10)),
                ('reason', models.TextField(blank=True, help_text='Why it was dismissed.')),
                ('note', models.TextField(blank=True, help_text="An editor's note, shown with the link.")),
                ('decided_here', models.BooleanField(default=False, help_text='An editor decided on this site; the files and later runs leave it alone.')),
                ('attributed_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='links', to='essays.authority')),
                ('continues', models.ForeignKey(blank=True, help_text='The first link of the interrupted quotation that this one goes on with.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='continued_by', to='essays.link')),
                ('debate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='essays.debate')),
                ('left_block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_out', to='essays.block')),
                ('right_block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_in', to='essays.block')),
            ],
            options={
                'ordering': ['left_block__work__order', 'left_block__order', 'left_start', 'id'],
                'indexes': [models.Index(fields=['debate', 'status'], name='essays_link_status')],
                'constraints': [models.UniqueConstraint(fields=('debate', 'slug'), name='essays_link_slug_once_a_debate'), models.UniqueConstraint(fields=('left_block', 'left_start', 'left_end', 'right_block', 'right_start', 'right_end'), name='essays_link_passages_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['verbatim', 'variant', 'partial'])), name='essays_link_kind'), models.CheckConstraint(condition=models.Q(('direction__in', ['quotes', 'not-shown'])), name='essays_link_direction'), models.CheckConstraint(condition=models.Q(('ground__in', ['named', 'answers', 'set-off', 'editor', 'both-plain', 'both-quote', 'same-work'])), name='essays_link_ground'), models.CheckConstraint(condition=models.Q(('origin__in', ['found', 'editor'])), name='essays_link_origin'), models.CheckConstraint(condition=models.Q(('status__in', ['suggested', 'confirmed', 'dismissed'])), name='essays_link_status_known'), models.CheckConstraint(condition=models.Q(('left_exact', ''), _negated=True), name='essays_link_left_not_empty'), models.CheckConstraint(condition=models.Q(('right_exact', ''), _negated=True), name='essays_link_right_not_empty'), models.CheckConstraint(condition=models.Q(('left_end', django.db.models.expressions.CombinedExpression(models.F('left_start'), '+', django.db.models.functions.text.Length('left_exact')))), name='essays_link_left_as_long_as_exact'), models.CheckConstraint(condition=models.Q(('right_end', django.db.models.expressions.CombinedExpression(models.F('right_start'), '+', django.db.models.functions.text.Length('right_exact')))), name='essays_link_right_as_long_as_exact'), models.CheckConstraint(condition=models.Q(models.Q(('left_block', models.F('right_block')), _negated=True), ('left_end__lte', models.F('right_start')), ('right_end__lte', models.F('left_start')), _connector='OR'), name='essays_link_passages_apart'), models.CheckConstraint(condition=models.Q(('score__gte', 0), ('score__lte', 1)), name='essays_link_score_0_to_1'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'dismissed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='essays_link_dismissed_with_reason'), models.CheckConstraint(condition=models.Q(('continues', None), models.Q(('continues', models.F('id')), _negated=True), _connector='OR'), name='essays_link_not_its_own_continuation')],
            },
        ),
        migrations.CreateModel(
            name='LinkDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('link_slug', models.SlugField(help_text='Kept if the link goes with its text.')),
                ('old_status', models.CharField(blank=True, choices=[('suggested', 'found, not yet reviewed'), ('confirmed', 'confirmed'), ('dismissed', 'dismissed')], max_length=10)),
                ('new_status', models.CharField(choices=[('suggested', 'found, not yet reviewed'), ('confirmed', 'confirmed'), ('dismissed', 'dismissed')], max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('left_exact', models.TextField(help_text='The passages as decided on.')),
                ('right_exact', models.TextField()),
                ('by_name', models.CharField(max_length=150)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='essays.link')),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('new_status__in', ['suggested', 'confirmed', 'dismissed'])), name='essays_linkdecision_new_status')],
            },
        ),
        migrations.CreateModel(
            name='Shingle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hash', models.BigIntegerField()),
                ('position', models.PositiveIntegerField()),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='essays.block')),
                ('work', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='essays.work')),
            ],
            options={
                'indexes': [models.Index(fields=['hash', 'block', 'position'], name='essays_shingle_hash')],
                'constraints': [models.UniqueConstraint(fields=('block', 'position'), name='essays_shingle_once_a_place')],
            },
        ),
    ]
