"""Whose words a passage is given as: phrases that introduce one, and phrases that only name somebody.

In each row the words stand in a text by Ann too. Smith is an authority whose name is known, Karl and Émile
are nobody's known, and Ben is the one who writes.
"""

import pytest

from essays.enums import Direction, Ground
from tests.essays.domain.tracing.texts import PASSAGE, links, work

FILLER = "Nothing in these lines has been taken from anybody, and they only keep the others apart."
QUOTED, NAMED, PLAIN, SET_OFF = f"“{PASSAGE}”", Ground.NAMED, Ground.BOTH_PLAIN, Ground.SET_OFF
ANN, SMITH, NOBODY = "by:Ann", "smith", ""


def shown(phrase, *, names, answers=""):
    """Of Ben's text, which has the phrase with the passage for its “S”."""
    source = work("A", f"{FILLER} {PASSAGE}.", author="Ann")
    *before, last = phrase.replace("“S”", QUOTED).split(" || ")
    (link,) = links(source, work("B", *before, last, author="Ben", answers=answers), names=names)
    return link


ATTRIBUTED = [
    ("Ann wrote: “S”", ANN, NAMED),
    ("According to Ann, “S”.", ANN, NAMED),
    ("In Ann’s words, “S”.", ANN, NAMED),
    ("In the words of Ann, “S”.", ANN, NAMED),
    ("Ann writes in a letter to Smith: “S”", ANN, NAMED),
    ("In a letter to Smith, Ann writes: “S”", ANN, NAMED),
    ("Ann tells Smith that “S”.", ANN, NAMED),
    ("Ann, whom Smith criticises, writes: “S”", ANN, NAMED),
    ("Ann, Smith’s pupil, writes: “S”", ANN, NAMED),
    ("Unlike Smith, Ann holds: “S”", ANN, NAMED),
    ("Smith is wrong, for Ann writes: “S”", ANN, NAMED),
    ("Smith says that Ann wrote: “S”", ANN, NAMED),
    ("Smith quotes Ann: “S”", ANN, NAMED),
    ("As Ann is quoted by Smith: “S”", ANN, NAMED),
    ("I quoted Ann before: “S”", ANN, NAMED),
    ("The pamphlet by Ann says: “S”", ANN, NAMED),
    ("Ann is said to have written: “S”", ANN, NAMED),
    ("“S”, as Ann says.", ANN, NAMED),
    ("“S”, wrote Ann to Smith.", ANN, NAMED),
    ("“S” (quoted by Ann).", ANN, NAMED),
    ("“S” (Ann 1890).", ANN, NAMED),
    ("“S” – Ann", ANN, NAMED),
    ("“S” are Ann’s words.", ANN, NAMED),
    ("Ann is reported to have sung: “S”", ANN, NAMED),
    ("The essay of Ann says: “S”", ANN, NAMED),
    ("Ann wrote. They were in Paris. She says: “S”", NOBODY, NAMED),
    ("Karl learned from Ann that “S”.", ANN, NAMED),
    ("Karl wrote: “No.” Ann answered: “S”", ANN, NAMED),
    ("Smith wrote. Ann came. She says: “S”", NOBODY, NAMED),
    ("Ann wrote. The Soviet Union fell. She says: “S”", NOBODY, NAMED),
    ("Ann wrote. Wells cost much, as wells do. She says: “S”", NOBODY, NAMED),
    ("Ann wrote. Members of it protested. She says: “S”", NOBODY, NAMED),
    ("Ann wrote. Slowly it grew. She says: “S”", NOBODY, NAMED),
    ("Ann is wrong. Consider: “S”", ANN, NAMED),
    ("Ann quotes Smith: “S”", SMITH, PLAIN),
    ("Ann quotes Karl: “S”", NOBODY, PLAIN),
    ("Ann cites the line “S” from Smith.", SMITH, PLAIN),
    ("Ann cites the line “S” from Karl.", NOBODY, PLAIN),
    ("Ann (quoting Karl) writes: “S”", NOBODY, PLAIN),
    ("Ann repeats Karl’s “S”.", NOBODY, PLAIN),
    ("Ann follows Smith: “S”", SMITH, PLAIN),
    ("Ann writes, after Karl: “S”", NOBODY, PLAIN),
    ("According to Smith, quoted by Ann, “S”.", SMITH, PLAIN),
    ("According to Karl, quoted by Ann, “S”.", NOBODY, PLAIN),
    ("“S”, according to Karl, quoted by Ann.", NOBODY, PLAIN),
    ("“S” (Smith 1890, quoted in Ann 1891).", SMITH, PLAIN),
    ("“S” (Karl 1890, quoted in Ann 1891).", NOBODY, PLAIN),
    ("Smith, whom Ann criticises, writes: “S”", SMITH, PLAIN),
    ("Karl, whom Ann criticises, writes: “S”", NOBODY, PLAIN),
    ("Karl, Ann’s pupil, writes: “S”", NOBODY, PLAIN),
    ("As Smith says in a letter to Ann, “S”.", SMITH, PLAIN),
    ("As Karl says in a letter to Ann, “S”.", NOBODY, PLAIN),
    ("In Ann’s book Smith says: “S”", SMITH, PLAIN),
    ("Émile wrote to Ann: “S”", NOBODY, PLAIN),
    ("A letter to Ann says: “S”", NOBODY, PLAIN),
    ("Somebody told Ann that “S”.", NOBODY, PLAIN),
    ("Ann was told that “S”.", NOBODY, PLAIN),
    ("Ann was told by Karl that “S”.", NOBODY, PLAIN),
    ("Of Ann it is said: “S”", NOBODY, PLAIN),
    ("Ann’s critics say: “S”", NOBODY, PLAIN),
    ("The critics of Ann say: “S”", NOBODY, PLAIN),
    ("The pamphlet that Ann reviewed says: “S”", NOBODY, PLAIN),
    ("Contrary to Ann, “S”.", NOBODY, PLAIN),
    ("Ann never said “S”.", NOBODY, PLAIN),
    ("Ann denies that “S”.", NOBODY, PLAIN),
    ("Ann rejects “S”.", NOBODY, PLAIN),
    ("Ann and Karl write: “S”", NOBODY, PLAIN),
    ("Karl criticises Ann and then writes: “S”", NOBODY, PLAIN),
    ("Ann is wrong here, and I said before that “S”", NOBODY, PLAIN),
    ("Ann is wrong. We say: “S”", NOBODY, PLAIN),
    ("I wrote to Ann: “S”", NOBODY, PLAIN),
    ("Ben told Ann: “S”", NOBODY, PLAIN),
    ("Ann came, and the old man said: “S”", NOBODY, PLAIN),
    ("“S”, Karl told Ann.", NOBODY, PLAIN),
    ("“S”, the old man told Ann.", NOBODY, PLAIN),
    ("“S”, she told Ann.", NOBODY, PLAIN),
    ("“S”, said Ann’s brother.", NOBODY, PLAIN),
    ("“S” – Karl, to Ann", NOBODY, PLAIN),
    ("“S” (Karl and Ann 1890).", NOBODY, PLAIN),
    ("“S” are Karl’s words, not Ann’s.", NOBODY, PLAIN),
    ("Ann, quoting Smith, writes: “S”", SMITH, PLAIN),
    ("Ann, following Karl, writes: “S”", NOBODY, PLAIN),
    ("Ann heard that “S”.", NOBODY, PLAIN),
    ("“S” (Ann and Karl 1890).", NOBODY, PLAIN),
    ("Karl and Ann: “S”", NOBODY, PLAIN),
    ("Karl met Ann. She says: “S”", NOBODY, PLAIN),
    ("Ann: “S” (Karl 1890)", NOBODY, PLAIN),
    ("Ann is wrong, by my definition of it: “S”", NOBODY, PLAIN),
    ("“S”, replied Karl when Ann asked.", NOBODY, PLAIN),
    ("“S”, says a letter to Ann.", NOBODY, PLAIN),
    ("Dear Ann, “S”.", NOBODY, PLAIN),
    ("Ann wrote: “No.” Karl answered: “S”", NOBODY, PLAIN),
    ("Karl, says Ann, wrote: “S”", NOBODY, PLAIN),
    ("Karl thinks, and Ann agrees, that “S”.", NOBODY, PLAIN),
    ("Ann attributes to Karl the words “S”.", NOBODY, PLAIN),
    ("Ann likes the old saying “S”.", NOBODY, PLAIN),
    ("Ann wrote long ago. Karl came by. He says: “S”", NOBODY, PLAIN),
    ("Ann wrote long ago. Smith came by. He says: “S”", NOBODY, PLAIN),
    ("Ann met Karl. She says: “S”", NOBODY, PLAIN),
    ("Ann wrote. || Émile came by. || He says: “S”", NOBODY, PLAIN),
    ("“S” is no argument against Ann.", NOBODY, SET_OFF),
    ("“S” is wrong, and Ann knows it.", NOBODY, SET_OFF),
    ("Ben is right. “S” is nonsense.", NOBODY, SET_OFF),
    (f"Ann came {' '.join(map(str, range(1000, 1400)))} “S”", NOBODY, SET_OFF),
]


@pytest.mark.parametrize(("phrase", "whom", "ground"), ATTRIBUTED)
def test_whose_words_they_are_given_as(phrase, whom, ground):
    link = shown(phrase, names={"smith": ("Smith",)})
    assert (link.authority, link.ground) == (whom, ground)
    assert link.direction == (Direction.NOT_SHOWN if ground == PLAIN else Direction.QUOTES)


@pytest.mark.parametrize(
    ("phrase", "note"),
    [
        ("Ann and Karl write: “S”", "somebody is named, but whose words they are is not clear"),
        ("A letter to Ann says: “S”", "somebody is named, but whose words they are is not clear"),
        ("Karl writes: “S”", ""),
        ("It is often said that “S”.", ""),
    ],
)
def test_why_no_direction_is_shown_where_somebody_is_named(phrase, note):
    assert shown(phrase, names={}).ground_note == note


def test_a_name_that_is_nobody_s_source_makes_no_quotation_of_plain_words():
    found = links(
        work("A", f"{FILLER} {PASSAGE}.", author="Ann"), work("B", f"Ann came by yesterday. {PASSAGE}.")
    )
    assert [(link.direction, link.ground) for link in found] == [(Direction.NOT_SHOWN, PLAIN)]


@pytest.mark.parametrize("phrase", ["Ann quotes Karl: “S”", "Ann is wrong, and I said before that “S”"])
def test_an_answer_quotes_what_it_answers_still(phrase):
    assert shown(phrase, names={}, answers="a").ground == Ground.ANSWERS
