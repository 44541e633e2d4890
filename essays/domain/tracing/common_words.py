"""How common English words are where a corpus is too small to tell.

A folder of a few thousand words shows "same" twice and "nevertheless" once; neither is rare. The list
has the commonest words of written English, commonest first; a word's share of a text falls about as
its place in the list (Zipf's law). Words of other languages are simply not in it.
"""

IN_ORDER = """
the of and to a in that is was it for as with be on not he by are this his at from or have an they which
one you were all her she there would their we him been has when who will no more if out so said what up
its about than into them can only other time new some could these two may first then do any like my now
over such our man me even most made after also did many off before must well back through years much where
your way down should because long each just those people too how little state good very make world still own
see men work here between both being under never day same another know while last might us great old year
come since against go came right used take three himself few house use during without again place around
however small found part thought say every does don't upon united number away less though put think
almost far enough ever few always better find within whole among himself yet once whether nothing something
itself themselves either often several until shall anything perhaps rather why cannot can't isn't need needs
want case point fact given way ways things thing said called set end form later four five general order
"""
#: Of these, the ones that do say something.
NOUNS = """
time man years people state world men work day place house part number case point fact general order form
united life
"""

#: What everybody says, as one phrase.
STOCK_PHRASES = """
at the end of the day / in the last analysis / in the final analysis / for the first time in history
for the first time / on the one hand / on the other hand / at one and the same time / at the same time
in the first place / as a matter of fact / the fact of the matter is / in one way or another
for the most part / in the long run / in the course of time / from time to time / once and for all
all over the world / in the name of / to a greater or lesser extent / as far as possible / in other words
it goes without saying that / last but not least / in the process of / from the point of view of
by and large / more or less / sooner or later / with regard to / in spite of the fact that
due to the fact that / the rest of the world / for all times and all places / in all times and all places
a matter of life and death / in the face of / in accordance with / at any given time / as soon as possible
it is important to note that / it should be noted that / there can be no doubt that / there is no doubt that
nothing more and nothing less / in the light of / in this sense
"""

#: Share of the commonest word in English prose.
SHARE = 0.065
#: Share of a word that is not in the list.
RARE = 2e-5

SHARES = {word: SHARE / place for place, word in enumerate(dict.fromkeys(IN_ORDER.split()), 1)}
#: Words that carry a sentence rather than say something: the others are significant.
PHRASES = tuple(
    tuple(phrase.split()) for line in STOCK_PHRASES.strip().splitlines() for phrase in line.split("/")
)
FUNCTION_WORDS = frozenset(SHARES) - frozenset(NOUNS.split())
