"""What a new version of a text does to the one that readers have already cited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essays.domain.corpus.problems import Place, Problem
from essays.domain.corpus.records import BlockRecord, WorkRecord, text_digest
from essays.models import Block, Debate, Work


@dataclass(frozen=True)
class Match:
    """Each new block with the loaded one that it continues, if any; and the loaded ones left over."""

    pairs: tuple[tuple[BlockRecord, Block | None], ...]
    gone: tuple[Block, ...]


def match_blocks(new: Sequence[BlockRecord], loaded: Iterable[Block]) -> Match:
    """Carries a loaded block over to the block with the same words; then to the one in the same place.

    The same words win, so that what readers attached to a paragraph follows it when numbers shift.
    """
    rest = sorted(loaded, key=lambda block: block.order)
    found: dict[int, Block] = {}
    for same_place in (True, False):
        for record in new:
            if record.order in found:
                continue
            digest = text_digest(record.text)
            for block in rest:
                if (
                    block.text_hash == digest
                    and block.kind == record.kind
                    and (not same_place or block.number == record.number)
                ):
                    found[record.order] = block
                    rest.remove(block)
                    break
    for record in new:
        if record.order in found:
            continue
        for block in rest:
            same = (
                block.number == record.number
                if record.number
                else block.order == record.order and not block.number
            )
            if same:
                found[record.order] = block
                rest.remove(block)
                break
    return Match(tuple((record, found.get(record.order)) for record in new), tuple(rest))


def find_revisions(works: Sequence[WorkRecord], debate: Debate) -> list[Problem]:
    """Changes that would let a citation of a loaded paragraph say something else: words, numbers, sigla. 2 queries."""
    loaded = {work.slug: work for work in Work.objects.filter(debate=debate)}
    blocks: dict[int, list[Block]] = {work.pk: [] for work in loaded.values()}
    for block in Block.objects.filter(work__debate=debate, number__isnull=False):
        blocks[block.work_id].append(block)
    problems = []
    for work in works:
        if old := loaded.pop(work.slug, None):
            problems += [Problem(place, reason) for place, reason in _changes(work, old, blocks[old.pk])]
    for old in loaded.values():
        problems.append(
            Problem(Place(f"{debate.slug}/debate.yaml"), f"the loaded text “{old.slug}” is no longer listed")
        )
    return sorted(problems)


def _changes(work: WorkRecord, old: Work, loaded: list[Block]) -> Iterable[tuple[Place, str]]:
    if work.siglum != old.siglum:
        yield Place(work.file, 1), f"the siglum of a loaded text changes from {old.siglum} to {work.siglum}"
    numbers_by_digest = {block.text_hash: block.number for block in loaded}
    new = {block.number: block for block in work.blocks if block.number}
    for block in sorted(loaded, key=lambda block: block.number):
        name = f"{work.siglum} {block.number}"
        if block.number not in new:
            yield Place(work.file), f"{name} is loaded and no longer in the text"
            continue
        record = new[block.number]
        digest = text_digest(record.text)
        if digest == block.text_hash:
            continue
        place = Place(work.file, record.line)
        before = numbers_by_digest.get(digest)
        if before is None:
            yield place, f"the wording of the loaded {name} changes"
        else:
            yield (
                place,
                f"the words of the loaded {work.siglum} {before} now stand at {name}: the numbers shift",
            )
