"""Second factors, sessions of accounts, and a name for each debate."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0020_keep_what_the_screening_says"),
        ("essays", "0005_hold_what_is_said_of_links_together"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="deskaccount",
            name="second_factor",
            field=models.BooleanField(
                default=False,
                help_text="An app or a passkey is in use; kept by ``comments.domain.factors`` so that no page needs to ask the tables.",
            ),
        ),
        migrations.CreateModel(
            name="Authenticator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("secret", models.TextField(help_text="Encrypted.")),
                (
                    "confirmed_at",
                    models.DateTimeField(help_text="When it was first proved; empty: not in use.", null=True),
                ),
                (
                    "last_step",
                    models.BigIntegerField(
                        default=0,
                        help_text="The period of 30 seconds, counted from 1970, whose code was used last.",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authenticator",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Passkey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("label", models.CharField(max_length=60)),
                (
                    "credential_id",
                    models.CharField(help_text="As base64url, unpadded.", max_length=1400, unique=True),
                ),
                (
                    "credential",
                    models.BinaryField(
                        help_text="Attested credential data of WebAuthn, without attestation."
                    ),
                ),
                (
                    "sign_count",
                    models.PositiveBigIntegerField(
                        default=0, help_text="Of the last use; 0 where the device doesn't count."
                    ),
                ),
                ("added_on", models.DateField()),
                ("last_used_on", models.DateField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passkeys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AccountSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("label", models.CharField(blank=True, help_text="What its owner calls it.", max_length=60)),
                ("began_at", models.DateTimeField()),
                ("last_used_on", models.DateField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["user", "-id"], name="account_session_user")],
            },
        ),
        migrations.CreateModel(
            name="DebateName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                (
                    "debate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="essays.debate"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="debate_names",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "debate"), name="comments_debate_name_one"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="comments_debate_name_given"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 of the code, which has 80 random bits.", max_length=64
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recovery_codes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "digest"), name="comments_recovery_code_once")
                ],
            },
        ),
    ]
