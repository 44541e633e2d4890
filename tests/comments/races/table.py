"""What comes of two acts on one response at the same moment: a row for the first, a column for the second.

The first of the two is always done. A cell says what the second one is told, by a key of ``TOLD``.
"""

import re
from dataclasses import dataclass

from comments.enums import Status


@dataclass(frozen=True)
class Told:
    """The answer's status and words of it. ``is_done``: it was done all the same; ``is_logged``: and what it
    logs was logged."""

    status: int
    words: str = ""
    is_done: bool = False
    is_logged: bool = False


CHANGED = "This response has changed since you opened it, so nothing was done."
TOLD: dict[str, Told] = {
    # Done, whatever the first one did: a redirect, and for an author's form a 303.
    "done": Told(302, is_done=True, is_logged=True),
    "sent": Told(303, is_done=True, is_logged=True),
    # Done, and nothing is left to be logged.
    "rest": Told(302, is_done=True),
    # A reader who flags is told the same whatever has become of the response.
    "mute": Told(303),
    "1st": Told(303, is_done=True),
    "opens": Told(200, "At your desk until", is_done=True),
    "look": Told(200),
    "held": Told(200, "Open at asta’s desk since"),
    "claim": Told(409, "is open at asta’s desk"),
    "has": Told(200, "is open at asta’s desk since"),
    "by": Told(200, "meanwhile, and is"),
    "words": Told(200, "Its author has sent other words since you saw it."),
    "cut": Told(200, "Words of it were withheld, or shown again, since you saw it."),
    "stale": Told(409, "changed while you had it open"),
    "cut2": Told(409, "Words of it were withheld, or shown again; as it is now it stands below"),
    "late": Told(409, CHANGED),
    "since": Told(409, "Since you opened this page it has changed: it is"),
    "shown": Told(409, "It was published since you opened this page"),
    "anew": Told(409, "Its words were changed since you opened this page"),
    # Done before, by its author: the second time it is the first one's.
    "twice": Told(303, is_done=True),
    "none": Told(422, "not a moderator’s decision, so there is nothing to undo"),
    "over": Told(409, "It cannot be changed any more, so nothing was sent."),
    "is": Told(409, "It was published meanwhile, with the words before, so nothing was sent."),
    "other": Told(409, "The response was changed elsewhere meanwhile"),
    "waits": Told(422, "Another redaction of these words waits for its author"),
    "lift": Told(409, "It is not open any more: "),
    "moved": Told(409, "The words have been changed since"),
    "once": Told(409, "An appeal against this decision was made before"),
    "ended": Told(409, "The appeal has been decided on meanwhile"),
    "gone": Told(409, "This response is erased already."),
}

PENDING = """
          open   approve  reject  return  hold   together  revise  withdraw  redact  erase  leave
open      held   claim    claim   claim   claim  has       sent    sent      claim   done   done
approve   look   stale    stale   stale   stale  by        is      shown     stale   done   done
reject    look   stale    stale   stale   stale  by        over    since     stale   done   rest
return    look   stale    stale   stale   stale  by        sent    since     stale   done   done
hold      look   stale    stale   stale   stale  by        sent    since     stale   done   done
together  look   stale    stale   stale   stale  by        over    since     stale   done   rest
revise    opens  stale    stale   stale   stale  words     other   anew      stale   done   done
withdraw  look   stale    stale   stale   stale  by        over    twice     stale   done   rest
redact    opens  cut2     cut2    cut2    cut2   cut       other   anew      stale   done   done
erase     look   stale    stale   stale   stale  by        over    since     stale   gone   rest
leave     look   stale    stale   stale   stale  by        over    twice     stale   done   rest
"""

PUBLISHED = """
          remove  undo   hold   edit   withdraw  flag  propose  redact  agree  accept  refuse  erase  leave
remove    stale   stale  stale  over   since     mute  stale    stale   lift   stale   stale   done   rest
undo      stale   stale  stale  other  since     mute  stale    stale   sent   -       -       done   done
hold      stale   stale  stale  other  since     mute  stale    stale   sent   stale   stale   done   done
edit      stale   stale  stale  other  sent      sent  done     done    sent   stale   stale   done   done
withdraw  stale   stale  stale  over   twice     mute  stale    stale   lift   stale   stale   done   rest
flag      stale   stale  stale  other  since     mute  stale    stale   sent   stale   stale   done   done
propose   done    done   done   sent   sent      sent  waits    done    -      done    done    done   done
redact    cut2    stale  cut2   other  anew      1st   stale    stale   lift   done    done    done   done
agree     cut2    stale  cut2   other  anew      1st   -        stale   twice  done    done    done   done
accept    stale   stale  stale  sent   anew      1st   stale    stale   moved  stale   stale   done   done
refuse    stale   stale  stale  other  sent      sent  done     done    sent   stale   stale   done   done
erase     stale   stale  stale  over   since     mute  stale    stale   lift   stale   stale   gone   rest
leave     stale   stale  stale  over   twice     mute  stale    stale   lift   stale   stale   done   rest
"""

REJECTED = """
         undo   appeal  uphold  reverse  say    answer  erase  leave
undo     stale  late    -       -        -      -       done   done
appeal   none   once    -       -        -      -       done   rest
uphold   -      -       stale   stale    ended  stale   done   rest
reverse  -      -       stale   stale    ended  stale   done   done
say      -      -       done    done     sent   done    done   rest
answer   -      -       done    done     sent   done    done   rest
erase    stale  late    stale   stale    ended  stale   gone   rest
leave    done   sent    done    done     sent   done    done   rest
"""


def cells(drawn: str) -> dict[tuple[str, str], str]:
    """By first and second act. A dash: the two can't meet."""
    head, *rows = [re.split(r" +", line.strip()) for line in drawn.strip().splitlines()]
    return {
        (first, second): told
        for first, *row in rows
        for second, told in zip(head, row, strict=True)
        if told != "-"
    }


TABLE: dict[Status, dict[tuple[str, str], str]] = {
    Status.PENDING: cells(PENDING),
    Status.PUBLISHED: cells(PUBLISHED),
    Status.REJECTED: cells(REJECTED),
}
