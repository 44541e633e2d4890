import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
        ('essays', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('scope', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('responses', models.PositiveIntegerField(default=0)),
                ('threads', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'tallies',
            },
        ),
        migrations.CreateModel(
            name='DeskAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password_is_temporary', models.BooleanField(default=False, help_text='Must be changed at the next sign-in.')),
                ('single_keys', models.BooleanField(default=False, help_text='Single letters decide in the queue.')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='desk', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Response',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target', models.CharField(choices=[('work', 'a work'), ('paragraph', 'a paragraph'), ('span', 'a quoted passage'), ('formulation', 'a formulation'), ('question', 'a question of the table'), ('response', 'a response')], max_length=12)),
                ('span_start', models.PositiveIntegerField(help_text="Offset into the block's text when it was answered.", null=True)),
                ('span_exact', models.TextField(blank=True, help_text='The quoted words of the block.')),
                ('span_prefix', models.CharField(blank=True, help_text='Up to 64 characters before them.', max_length=64)),
                ('span_suffix', models.CharField(blank=True, help_text='Up to 64 characters after them.', max_length=64)),
                ('work_version', models.PositiveIntegerField(help_text="The work's version that was answered.", null=True)),
                ('block_hash', models.CharField(blank=True, help_text="The block's text_hash when it was answered.", max_length=64)),
                ('path', models.CharField(max_length=1400, unique=True)),
                ('depth', models.PositiveSmallIntegerField(default=1, help_text='1 for a response that opens a thread.')),
                ('reply_count', models.PositiveIntegerField(default=0, help_text='Published responses below it, at any depth.')),
                ('status', models.CharField(choices=[('pending', 'waiting for a moderator'), ('published', 'published'), ('held', 'held for a question'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn by its author'), ('removed', 'removed after publication')], default='pending', max_length=10)),
                ('form_key', models.CharField(help_text="SHA-256 of the form's key: one form posts once.", max_length=64, unique=True)),
                ('receipt_hash', models.CharField(help_text="SHA-256 of the receipt's code.", max_length=64, unique=True)),
                ('submitted_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(null=True)),
                ('author', models.ForeignKey(help_text='Who sent it while signed in, so that nobody decides on their own response; never shown.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('block', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='essays.block')),
                ('debate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='essays.debate')),
                ('formulation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='essays.formulation')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='comments.response')),
                ('question', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='essays.question')),
                ('root', models.ForeignKey(help_text='Itself at the top.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comments.response')),
                ('work', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='essays.work')),
            ],
            options={
                'ordering': ['path'],
                'permissions': [('decide_response', 'Can decide on responses'), ('undo_any_decision', 'Can undo the decisions of others')],
                'indexes': [models.Index(fields=['debate', 'path'], name='response_debate_path'), models.Index(fields=['work', 'path'], name='response_work_path'), models.Index(fields=['block', 'path'], name='response_block_path'), models.Index(fields=['formulation', 'path'], name='response_formulation_path'), models.Index(fields=['question', 'path'], name='response_question_path'), models.Index(fields=['debate', '-root', 'path'], name='response_debate_newest'), models.Index(fields=['work', '-root', 'path'], name='response_work_newest'), models.Index(fields=['block', '-root', 'path'], name='response_block_newest'), models.Index(fields=['formulation', '-root', 'path'], name='response_formulation_newest'), models.Index(fields=['question', '-root', 'path'], name='response_question_newest'), models.Index(fields=['status', 'id'], name='response_queue'), models.Index(fields=['debate', 'status', '-id'], name='response_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['pending', 'published', 'held', 'rejected', 'withdrawn', 'removed'])), name='comments_response_status'), models.CheckConstraint(condition=models.Q(models.Q(('block', None), ('parent', None), ('span_exact', ''), ('target', 'work'), ('work__isnull', False)), models.Q(('block__isnull', False), ('parent', None), ('span_exact', ''), ('target', 'paragraph'), ('work__isnull', False)), models.Q(('block__isnull', False), ('parent', None), ('span_start__isnull', False), ('target', 'span'), models.Q(('span_exact', ''), _negated=True)), models.Q(('block', None), ('formulation__isnull', False), ('parent', None), ('question', None), ('target', 'formulation')), models.Q(('block', None), ('formulation', None), ('parent', None), ('question__isnull', False), ('target', 'question')), models.Q(('parent__isnull', False), ('target', 'response')), _connector='OR'), name='comments_response_target_complete'), models.CheckConstraint(condition=models.Q(('parent', None), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='comments_response_not_own_parent'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='comments_response_published_dated')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='From 1.')),
                ('name', models.CharField(blank=True, help_text='Name or pseudonym to show; empty: no name given.', max_length=60)),
                ('stance', models.CharField(blank=True, choices=[('', 'no stance given'), ('holds', 'holds with a formulation'), ('neither', 'holds with neither'), ('asks', 'asks'), ('informs', 'informs')], default='', max_length=10)),
                ('text', models.TextField(help_text='Markdown as typed, white space at the ends removed.')),
                ('html', models.TextField(help_text='The text rendered and sanitised at write time.')),
                ('renderer', models.CharField(help_text='Version of the renderer; “plain-…” where it had to give up.', max_length=20)),
                ('digest', models.CharField(help_text='SHA-256 over name, stance and text.', max_length=64)),
                ('created_at', models.DateTimeField()),
                ('response', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='comments.response')),
                ('stance_formulation', models.ForeignKey(help_text='With the stance ``holds``.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='essays.formulation')),
            ],
            options={
                'ordering': ['response', 'number'],
                'constraints': [models.UniqueConstraint(fields=('response', 'number'), name='comments_revision_number_once'), models.CheckConstraint(condition=models.Q(('stance__in', ['', 'holds', 'neither', 'asks', 'informs'])), name='comments_revision_stance'), models.CheckConstraint(condition=models.Q(models.Q(('stance', 'holds'), ('stance_formulation__isnull', False)), models.Q(models.Q(('stance', 'holds'), _negated=True), ('stance_formulation', None)), _connector='OR'), name='comments_revision_holds_with_one'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comments_revision_text_not_empty')],
            },
        ),
        migrations.AddField(
            model_name='response',
            name='current',
            field=models.ForeignKey(help_text='The latest revision.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comments.revision'),
        ),
        migrations.CreateModel(
            name='Throttle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=64)),
                ('window', models.BigIntegerField(help_text='Start of the window, Unix seconds.')),
                ('hits', models.PositiveIntegerField(default=1)),
            ],
            options={
                'indexes': [models.Index(fields=['window'], name='throttle_window')],
                'constraints': [models.UniqueConstraint(fields=('key', 'window'), name='comments_throttle_key_window')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_status', models.CharField(choices=[('pending', 'waiting for a moderator'), ('published', 'published'), ('held', 'held for a question'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn by its author'), ('removed', 'removed after publication')], max_length=10)),
                ('new_status', models.CharField(choices=[('pending', 'waiting for a moderator'), ('published', 'published'), ('held', 'held for a question'), ('rejected', 'rejected'), ('withdrawn', 'withdrawn by its author'), ('removed', 'removed after publication')], max_length=10)),
                ('action', models.CharField(choices=[('approve', 'approved'), ('hold', 'held'), ('release', 'released'), ('reject', 'rejected'), ('remove', 'removed'), ('undo', 'undone'), ('revise', 'changed by its author'), ('withdraw', 'withdrawn by its author')], max_length=10)),
                ('reason', models.CharField(blank=True, choices=[('', 'no reason needed'), ('person', 'about a person, not the argument'), ('endangers', 'endangers someone'), ('off-topic', 'off topic'), ('repeats', 'repeats an earlier response'), ('source', 'source or quotation not found'), ('advertising', 'advertising'), ('unreadable', 'cannot be read'), ('unlawful', 'against the law')], default='', max_length=20)),
                ('note', models.TextField(blank=True, help_text='To the author, shown at the receipt.')),
                ('role', models.CharField(choices=[('author', 'its author'), ('reader', 'reader'), ('moderator', 'moderator'), ('editor', 'editor')], max_length=10)),
                ('actor_id', models.BigIntegerField(help_text="The moderator's user id; empty for the author.", null=True)),
                ('actor_name', models.CharField(blank=True, help_text="The moderator's user name at the time.", max_length=150)),
                ('revision', models.PositiveIntegerField(help_text='Number of the revision decided on.')),
                ('revision_digest', models.CharField(max_length=64)),
                ('policy_version', models.CharField(max_length=20)),
                ('at', models.DateTimeField()),
                ('response', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='decisions', to='comments.response')),
            ],
            options={
                'ordering': ['id'],
                'indexes': [models.Index(fields=['response', 'id'], name='decision_response'), models.Index(fields=['actor_id', '-id'], name='decision_actor')],
                'constraints': [models.CheckConstraint(condition=models.Q(('old_status__in', ['pending', 'published', 'held', 'rejected', 'withdrawn', 'removed'])), name='comments_decision_old_status'), models.CheckConstraint(condition=models.Q(('new_status__in', ['pending', 'published', 'held', 'rejected', 'withdrawn', 'removed'])), name='comments_decision_new_status'), models.CheckConstraint(condition=models.Q(('action__in', ['approve', 'hold', 'release', 'reject', 'remove', 'undo', 'revise', 'withdraw'])), name='comments_decision_action'), models.CheckConstraint(condition=models.Q(('reason__in', ['', 'person', 'endangers', 'off-topic', 'repeats', 'source', 'advertising', 'unreadable', 'unlawful'])), name='comments_decision_reason'), models.CheckConstraint(condition=models.Q(('role__in', ['author', 'reader', 'moderator', 'editor'])), name='comments_decision_role'), models.CheckConstraint(condition=models.Q(models.Q(('actor_id', None), ('actor_name', ''), ('role', 'author')), models.Q(models.Q(('role', 'author'), _negated=True), ('actor_id__isnull', False), models.Q(('actor_name', ''), _negated=True)), _connector='OR'), name='comments_decision_actor'), models.CheckConstraint(condition=models.Q(models.Q(('action__in', ['hold', 'reject', 'remove']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='comments_decision_reasoned')],
            },
        ),
    ]
