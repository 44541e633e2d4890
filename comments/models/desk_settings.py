"""How a moderator sets the desk: keys, what not to be shown unasked, reminders of breaks."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from comments.enums import DeskAct, Distress


class DeskKey(models.Model):
    """A key that a moderator gave to an act instead of the usual one; no key does two things."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    act = models.CharField(max_length=10, choices=DeskAct)
    key = models.CharField(max_length=1)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["user", "act"], name="comments_deskkey_act_once"),
            UniqueConstraint(fields=["user", "key"], name="comments_deskkey_key_once"),
            CheckConstraint(condition=Q(act__in=DeskAct.values), name="comments_deskkey_act"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_act_display()}"


class Unasked(models.Model):
    """A kind of distressing text that a moderator chose not to be shown unasked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    distress = models.CharField(max_length=10, choices=Distress)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["user", "distress"], name="comments_unasked_once"),
            CheckConstraint(
                condition=Q(distress__in=Distress.values) & ~Q(distress=Distress.NONE),
                name="comments_unasked_distress",
            ),
        ]

    def __str__(self) -> str:
        return self.get_distress_display()


class BreakReminder(models.Model):
    """How a moderator set the reminder of breaks; who has no row is reminded."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    is_off = models.BooleanField(default=False)
    put_off_on = models.DateField(null=True, help_text="Not shown again on this day, UTC.")

    def __str__(self) -> str:
        return "off" if self.is_off else "on"
