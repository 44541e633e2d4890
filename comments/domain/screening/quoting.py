"""How the quotations of a response stand in the texts: pure; ``comments.domain.checking`` looks them up."""

from comments.domain.screening.answers import MOST_WORDS, Answer, Context, Sent, counted, passes
from comments.enums import Ruling


def ask_quotations(sent: Sent, context: Context) -> Answer:
    """Raises ValueError where the quotations could not be looked up: nobody knows how they stand."""
    quoted = context.quoted
    if quoted is None:
        raise ValueError("quotations not looked up")
    missing, altered = len(quoted.not_found), len(quoted.altered)
    if not missing and not altered:
        return passes("No quotation differs from the texts held here.", figure=0)
    said = " ".join(
        [
            *([f"{counted(missing, 'quotation')} not found in the texts held here."] if missing else []),
            *(
                [f"{counted(altered, 'quotation differs', 'quotations differ')} from them."]
                if altered
                else []
            ),
        ]
    )
    words = (*quoted.not_found, *quoted.altered)[:MOST_WORDS]
    if missing > context.rules["quotations_most"]:
        return Answer(Ruling.HOLD, "most not found", words, said, missing)
    rule = "not found" if missing else "differs"
    return Answer(Ruling.NOTE, rule, words, said, missing)
