"""Small texts for the search: a work for each author, a paragraph for each string."""

from essays.domain.tracing.finding import Found, Text, TextBlock, find_links

#: Words of a passage that says something.
PASSAGE = (
    "Whoever digs a well before the drought has come need not beg the landlord for water when his cattle "
    "stand thirsty in the yard"
)


def work(letter, *paragraphs, author="", answers="", title="", kinds=None):
    """The work ``a`` for the letter A; ``kinds`` by paragraph number, paragraphs if not given."""
    kinds = kinds or {}
    blocks = tuple(
        TextBlock(number, number, kinds.get(number, "paragraph"), text)
        for number, text in enumerate(paragraphs, 1)
    )
    names = (author,) if author else ()
    return Text(letter.lower(), letter, names, answers, title or f"Untitled {letter}", blocks)


def links(*texts, **options) -> list[Found]:
    return find_links(texts, **options)


def passages(found: list[Found]) -> list[tuple[str, str]]:
    return [(link.left.exact, link.right.exact) for link in found]


def slugs(found: list[Found]) -> list[str]:
    return [link.slug for link in found]
