"""What a new version of a text does to the one that readers have already cited."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from essays.domain.corpus.problems import Place, Problem
from essays.domain.corpus.records import BlockRecord, WorkRecord, text_digest
from essays.enums import NUMBERED_KINDS
from essays.models import Block, Debate, Work


@dataclass(frozen=True)
class Match:
    """Each new block with the loaded one that it continues, if any; and the loaded ones left over."""

    pairs: tuple[tuple[BlockRecord, Block | None], ...]
    gone: tuple[Block, ...]


def match_blocks(new: Sequence[BlockRecord], loaded: Iterable[Block]) -> Match:
    """Carries a loaded block over to the block with the same words; then to the one in the same place.

    The same words win, so that what readers attached to a paragraph follows it when numbers shift. A
    numbered block and an unnumbered one never continue each other.
    """
    rest = {block.order: block for block in loaded}
    found: dict[int, Block] = {}
    for of in (_words_and_place, _words, _place):
        waiting: dict[Hashable, list[Block]] = defaultdict(list)
        for block in sorted(rest.values(), key=lambda block: block.order, reverse=True):
            waiting[of(block, block.text_hash)].append(block)
        for record in new:
            candidates = None if record.order in found else waiting.get(of(record, text_digest(record.text)))
            if candidates:
                block = candidates.pop()
                found[record.order] = block
                del rest[block.order]
    return Match(tuple((record, found.get(record.order)) for record in new), tuple(rest.values()))


def _place(block: BlockRecord | Block, digest: str) -> Hashable:
    return ("number", block.number) if block.number else ("order", block.order)


def _words(block: BlockRecord | Block, digest: str) -> Hashable:
    return digest, block.kind in NUMBERED_KINDS


def _words_and_place(block: BlockRecord | Block, digest: str) -> Hashable:
    return digest, _place(block, digest)


def find_revisions(works: Sequence[WorkRecord], debate: Debate) -> list[Problem]:
    """Changes that let a citation of a loaded paragraph say something else. 2 queries."""
    loaded = {work.slug: work for work in Work.objects.filter(debate=debate)}
    blocks = defaultdict(list)
    for block in Block.objects.filter(work__debate=debate, number__isnull=False).order_by("number"):
        blocks[block.work_id].append(block)
    problems = []
    for work in works:
        if old := loaded.pop(work.slug, None):
            problems += [Problem(place, reason) for place, reason in _changes(work, old, blocks[old.pk])]
    place = Place(f"{debate.slug}/debate.yaml")
    problems += [Problem(place, f"the loaded text “{slug}” is no longer listed") for slug in loaded]
    return sorted(problems)


def _changes(work: WorkRecord, old: Work, loaded: list[Block]) -> Iterator[tuple[Place, str]]:
    if work.siglum != old.siglum:
        yield Place(work.file, 1), f"the siglum of a loaded text changes from {old.siglum} to {work.siglum}"
    numbers = {block.text_hash: block.number for block in loaded}
    new = {block.number: block for block in work.blocks if block.number}
    for block in loaded:
        name = f"{work.siglum} {block.number}"
        record = new.get(block.number)
        if record is None:
            yield Place(work.file), f"the loaded {name} is no longer in the text"
            continue
        digest = text_digest(record.text)
        before = numbers.get(digest)
        place = Place(work.file, record.line)
        if digest != block.text_hash and before is None:
            yield place, f"the wording of the loaded {name} changes"
        elif digest != block.text_hash:
            yield place, f"the words of the loaded {work.siglum} {before} now stand at {name}: numbers shift"
