"""In which language a text is written, by its commonest small words: pure.

Enough to let a moderator choose what they can read; a detector of well-kept libraries brings hundreds of
megabytes of models for the same. Unsure is said: a text that mixes languages, or is short, has none.
"""

import re
from collections import Counter

#: Words that are told: more of them say nothing new.
MOST = 2000
#: Common words that a text must have, how much of it they are, and how far the next language stays behind.
FEWEST, SHARE, LEAD = 3, 0.12, 1.4
WORD = re.compile(r"[^\W\d_]+")

COMMON_WORDS = {
    "en": (
        "the of and to is in that it was for are with as be this not have by from they he she you we "
        "or which but what his their who would there an has were will if them its been because can "
        "more i my do"
    ),
    "de": (
        "der die das und ist nicht zu den von mit sich des auf für ein eine einen dem als auch es an "
        "werden aus er hat dass sie nach wird bei noch wie einem über so zum war haben nur oder aber "
        "wir ich man im"
    ),
    "fr": (
        "le la les des et est une que qui dans pour pas sur par plus ce ne se sont avec il elle nous "
        "vous mais ou cette ces aux leur comme être été fait je on ils même sans tout du un au son sa "
        "ses donc c d l n qu"
    ),
    "es": (
        "el la los las de que y en es por con para una un del se no lo como más su sus pero al ha son "
        "está esta este muy también hay ser fue cuando sin sobre todo ya nos porque ellos quien yo o "
        "si desde"
    ),
    "it": (
        "il lo gli le di che e è un una per non con del della dei delle si sono da come più anche ma "
        "nel nella al alla questo questa ha hanno essere loro suo sua noi perché se quando io o ci "
        "degli sul cui"
    ),
    "pt": (
        "o a os as de que e é um uma para com não por do da dos das em no na nos nas se mais como mas "
        "ao à são seu sua foi ou quando muito também há ser isso ele ela eu nós porque está pelo pela "
        "sem"
    ),
    "nl": (
        "de het een en van is dat niet op te in zijn met voor aan er maar om ook als dan bij nog naar "
        "uit door over heeft worden wordt hij zij wij ze ik je dit die deze hun kan zou geen of was "
        "waren hebben"
    ),
    "sv": (
        "och att det som en är på av för inte med den till har de ett om vi var jag han hon men så "
        "sig från kan när nu skulle man eller också bara där hade vad mot efter blir mycket alla"
    ),
    "da": (
        "og at det som en er på af for ikke med den til har de et om vi var jeg han hun men så sig "
        "fra kan når nu skulle man eller også bare der havde hvad mod efter bliver meget alle være"
    ),
    "pl": (
        "i w na z się nie do że to jest jak ale o po od za przez są był co tak ich dla czy już tylko "
        "jego jej ma być który która które oraz tym tego nas może bardzo gdy jako"
    ),
    "tr": (
        "ve bir bu da de için ile değil ne çok daha ama o olan olarak gibi kadar sonra her var ki mi "
        "en ben biz onlar çünkü ise ya şey kendi bunu"
    ),
    "ru": (
        "и в не на что с он как это но они мы из у за от то о его все так же для она бы только был по "
        "к а если их при или нет ещё еще есть уже когда может"
    ),
    "uk": (
        "і в не на що з він як це але вони ми із у за від то про його все так же для вона тільки був "
        "по до а якщо їх при або ні ще є вже коли може та й"
    ),
    "el": (
        "και το η ο να της του που με για τα από είναι σε στο οι τους δεν των μας μια ένα θα αυτό "
        "στην τον την ως"
    ),
}
COMMON = {language: frozenset(words.split()) for language, words in COMMON_WORDS.items()}
#: The same by the words.
LANGUAGES_OF = {
    word: [language for language, common in COMMON.items() if word in common]
    for word in frozenset().union(*COMMON.values())
}


def guess_language(text: str) -> str:
    """ISO 639-1; empty where it cannot be told."""
    words = WORD.findall(text.casefold())[:MOST]
    found = dict.fromkeys(COMMON, 0)
    for word, times in Counter(words).items():
        for language in LANGUAGES_OF.get(word, ()):
            found[language] += times
    (most, language), (next_most, _) = sorted(((found[name], name) for name in found), reverse=True)[:2]
    if most < FEWEST or most < SHARE * len(words) or most < LEAD * next_most:
        return ""
    return language
