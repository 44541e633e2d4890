import pytest

from comments.domain.screening.language import COMMON, guess_language

TEXTS = {
    "en": "The well is dug by those who drink from it, and it is not for us to say.",
    "de": "Der Brunnen wird von denen gegraben, die auch daraus trinken, und das ist nicht neu.",
    "fr": "Le puits est creusé par ceux qui y boivent, et ce n’est pas une question de force.",
    "es": "El pozo lo cavan los que beben de él, y no es una cuestión de fuerza para nosotros.",
    "it": "Il pozzo è scavato da chi beve, e non è una questione di forza per gli altri.",
    "pt": "O poço é cavado por quem bebe dele, e não é uma questão de força para os outros.",
    "nl": "De put wordt gegraven door wie er uit drinkt, en het is niet aan ons om dat te zeggen.",
    "sv": "Brunnen grävs av dem som dricker ur den, och det är inte för oss att säga något.",
    "da": "Brønden graves af dem, som drikker af den, og det er ikke noget nyt for os, men hvad så.",
    "pl": "Studnię kopią ci, którzy z niej piją, i nie jest to dla nas nic nowego, ale tak już jest.",
    "tr": "Kuyu bir gün için değil, ve bu çok önemli; ama ondan içen daha sonra ne yapar ki?",
    "ru": "Колодец роют те, кто из него пьёт, и это не новость для нас, но так уже было.",
    "uk": "Криницю копають ті, хто з неї п’є, і це не новина для нас, але так вже було.",
    "el": "Το πηγάδι το σκάβουν όσοι πίνουν από αυτό, και δεν είναι για μας να το πούμε.",
}


@pytest.mark.parametrize("language", COMMON)
def test_each_language_is_told(language):
    assert guess_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Wells, wells, wells!",
        "1, 2, 3: the well.",
        "井は水を飲む者が掘る。",
        f"{TEXTS['en']} {TEXTS['de']} {TEXTS['fr']}",
    ],
)
def test_what_cannot_be_told_is_not(text):
    assert guess_language(text) == ""
