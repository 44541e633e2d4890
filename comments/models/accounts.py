"""How people who sign in prove who they are, their sessions, and what readers with an account set."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from essays.models import Debate

#: Of a label that people give to a session or a passkey.
LABEL_LENGTH = 60


class Authenticator(models.Model):
    """An app that gives six-digit codes (TOTP, RFC 6238). Not in use until a first code has been given.

    The secret is encrypted under a key made from the site's (``comments.domain.encryption``).
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator"
    )
    secret = models.TextField(help_text="Encrypted.")
    confirmed_at = models.DateTimeField(null=True, help_text="When it was first proved; empty: not in use.")
    last_step = models.BigIntegerField(
        default=0, help_text="The period of 30 seconds, counted from 1970, whose code was used last."
    )


class RecoveryCode(models.Model):
    """A code to be used once in the place of an app or a passkey. A used one is deleted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of the code, which has 80 random bits.")

    class Meta:
        constraints = [UniqueConstraint(fields=["user", "digest"], name="comments_recovery_code_once")]


class Passkey(models.Model):
    """The public half of a key that a device holds (WebAuthn)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys")
    label = models.CharField(max_length=LABEL_LENGTH)
    credential_id = models.CharField(max_length=1400, unique=True, help_text="As base64url, unpadded.")
    credential = models.BinaryField(help_text="Attested credential data of WebAuthn, without attestation.")
    sign_count = models.PositiveBigIntegerField(
        default=0, help_text="Of the last use; 0 where the device doesn't count."
    )
    added_on = models.DateField()
    last_used_on = models.DateField(null=True)

    class Meta:
        ordering = ["id"]


class AccountSession(models.Model):
    """A session of an account, to be seen and ended by its owner: no address, no browser is kept.

    ``session_key`` is that of Django's session, which may be gone: then it has ended.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sessions")
    session_key = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=LABEL_LENGTH, blank=True, help_text="What its owner calls it.")
    began_at = models.DateTimeField()
    last_used_on = models.DateField()

    class Meta:
        ordering = ["-id"]
        indexes = [Index(fields=["user", "-id"], name="account_session_user")]


class DebateName(models.Model):
    """The name that an account puts under its responses in one debate; in each it may be another."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="debate_names")
    debate = models.ForeignKey(Debate, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["user", "debate"], name="comments_debate_name_one"),
            CheckConstraint(condition=~Q(name=""), name="comments_debate_name_given"),
        ]
