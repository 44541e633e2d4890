"""The stances that a response can take in a debate."""

from dataclasses import dataclass

from comments.enums import Stance
from essays.models import Debate, Formulation


@dataclass(frozen=True)
class StanceOption:
    """``value`` stands in forms and addresses: ``holds-<slug of the formulation>`` or a ``Stance``."""

    value: str
    label: str
    stance: Stance
    formulation: Formulation | None = None


OTHERS = (
    StanceOption(Stance.NEITHER.value, "Holds with neither", Stance.NEITHER),
    StanceOption(Stance.ASKS.value, "Question", Stance.ASKS),
    StanceOption(Stance.INFORMS.value, "Adds evidence", Stance.INFORMS),
)
NONE = StanceOption("", "No stance", Stance.NONE)


def stance_options(debate: Debate) -> list[StanceOption]:
    """One option for each contested formulation, in the debate's order, then the others. One query."""
    contested = Formulation.objects.filter(debate=debate, contested=True).order_by("order")
    return [
        *(
            StanceOption(f"holds-{each.slug}", f"Holds with “{each.gist}”", Stance.HOLDS, each)
            for each in contested
        ),
        *OTHERS,
    ]


def option_value(stance: str, formulation: Formulation | None) -> str:
    """The value of the option that a revision's stance is."""
    return f"holds-{formulation.slug}" if formulation else stance
