"""A debate's texts in the form in which they are compared, and the names by which texts are cited."""

from essays.domain.tracing.finding import Text, TextBlock
from essays.models import AuthorityName, Block, Debate, Work

#: A passage's block as comparison names it: slug of the work, order in it.
Key = tuple[str, int]


def texts_of(debate: Debate) -> tuple[list[Text], dict[Key, Block]]:
    """The works in order with all their blocks, and the blocks by work and order. 2 queries."""
    blocks: dict[Key, Block] = {}
    texts = []
    rows = Block.objects.filter(work__debate=debate).order_by("order")
    works = Work.objects.filter(debate=debate).select_related("author", "responds_to").order_by("order")
    by_work: dict[int, list[Block]] = {}
    for block in rows:
        by_work.setdefault(block.work_id, []).append(block)
    for work in works:
        own = by_work.get(work.pk, [])
        blocks |= {(work.slug, block.order): block for block in own}
        texts.append(_text(work, own))
    return texts, blocks


def _text(work: Work, blocks: list[Block]) -> Text:
    return Text(
        work=work.slug,
        siglum=work.siglum,
        author_names=(work.author.name,) if work.author.name else (),
        answers=work.responds_to.slug if work.responds_to else "",
        title=work.title,
        blocks=tuple(TextBlock(block.order, block.number, block.kind, block.text) for block in blocks),
    )


def names_of(debate: Debate) -> dict[str, tuple[str, ...]]:
    """The forms in which the texts print the name of each authority, by its slug. 1 query."""
    names: dict[str, tuple[str, ...]] = {}
    rows = AuthorityName.objects.filter(debate=debate).order_by("authority__order", "pk")
    for authority, name in rows.values_list("authority__slug", "name"):
        names[authority] = (*names.get(authority, ()), name)
    return names
