"""How well and how fast shared wording is found in a generated corpus, beside what else could be installed.

    .venv/bin/python bench/trace.py [--words 10000000] [--workers 2] [--rivals 20000] [--growth]

Everything is deterministic but the times. A link is true, and a planted passage found, if the two overlap by
half or more on both sides (characters common to both, of those of either): precision and recall by links.
By characters: of all that is found, the part that true links have in common with what is planted; and of all
that is planted, the part that they have in common with it. Each measurement runs in a process of its own,
whose peak memory is its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.trace_corpus import Corpus, Gold
from bench.trace_rivals import RIVALS

#: Links as (left, right), each (work, order, start, end).
Passage = tuple[int, int, int, int]
Link = tuple[Passage, Passage]


def trace(corpus: Corpus, workers: int) -> list[Link]:
    from essays.domain.tracing.finding import find_links

    return [
        tuple((int(place.work[5:]), place.order, place.start, place.end) for place in (link.left, link.right))
        for link in find_links(corpus.texts, workers=workers, progress=tell)
    ]


def tell(done: int, total: int) -> None:
    sys.stderr.write(f"\r{done:,} of {total:,} words")


def added(corpus: Corpus, links: int = 5) -> float:
    """Median seconds to add one work to the index of all others and find its links."""
    from essays.domain.tracing.finding import Index, links_of

    index, times = Index(), []
    index.add(corpus.texts[:-links])
    for text in corpus.texts[-links:]:
        started = time.perf_counter()
        index.add([text])
        links_of(index, only={text.work})
        times.append(time.perf_counter() - started)
    return sorted(times)[links // 2]


def overlap(one: Passage, other: Passage) -> float:
    """Common characters, of those of either; 0 in different blocks."""
    if one[:2] != other[:2]:
        return 0.0
    common = min(one[3], other[3]) - max(one[2], other[2])
    return max(0, common) / (max(one[3], other[3]) - min(one[2], other[2]))


def judged(found: list[Link], gold: list[Gold]) -> dict[str, float | dict]:
    """Precision and recall, by links and by characters."""
    at = defaultdict(list)
    for number, one in enumerate(gold):
        at[one.left[:2]].append((number, one.left, one.right))
        at[one.right[:2]].append((number, one.right, one.left))
    hit, true, copies, common, length = set(), 0, 0, 0, 0
    for left, right in found:
        best, number = max(
            ((min(overlap(left, one), overlap(right, other)), number) for number, one, other in at[left[:2]]),
            default=(0.0, -1),
        )
        size = left[3] - left[2] + right[3] - right[2]
        length += size
        if best >= 0.5:
            true += 1
            hit.add(number)
            common += shared((left, right), gold[number])
        else:
            copies += all(any(overlap(side, one) > 0 for _, one, _ in at[side[:2]]) for side in (left, right))
    planted = sum(one.left[3] - one.left[2] + one.right[3] - one.right[2] for one in gold)
    kinds = {
        f"{kind}, {'marked' if marked else 'plain'}": share(
            [number in hit for number, one in enumerate(gold) if (one.kind, one.marked) == (kind, marked)]
        )
        for kind, marked in sorted({(one.kind, one.marked) for one in gold})
    }
    return {
        "found": len(found),
        "planted": len(gold),
        "precision": true / max(1, len(found)),
        "recall": len(hit) / max(1, len(gold)),
        "exact": common / max(1, length),
        "covered": common / max(1, planted),
        "copies": copies,
        "kinds": kinds,
    }


def shared(link: Link, gold: Gold) -> int:
    """Characters common to both, whichever side is which."""
    sides = [(gold.left, gold.right), (gold.right, gold.left)]
    return max(
        sum(
            max(0, min(one[3], other[3]) - max(one[2], other[2])) if one[:2] == other[:2] else 0
            for one, other in zip(link, side, strict=True)
        )
        for side in sides
    )


def share(values: list[bool]) -> float:
    return round(sum(values) / max(1, len(values)), 4)


def measure(name: str, words: int, workers: int) -> dict:
    """One measurement, in this process."""
    corpus = Corpus(words)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    if name == "add":
        return {"seconds": added(corpus), "words": corpus.words}
    found = trace(corpus, workers) if name == "trace" else RIVALS[name](corpus)
    seconds = time.perf_counter() - started
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "seconds": seconds,
        "words": corpus.words,
        "corpus_mb": before / 1024,
        "peak_mb": peak / 1024,
        "worker_mb": children / 1024,
        **judged(found, corpus.gold),
    }


def apart(name: str, words: int, workers: int = 1) -> dict:
    """The same in a process of its own."""
    command = [sys.executable, __file__, "--one", name, "--words", str(words), "--workers", str(workers)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(answer.stdout.splitlines()[-1])


def line(name: str, got: dict) -> str:
    return (
        f"{name:34} {got['words']:>10,} {got['seconds']:>8.1f} s {got['peak_mb']:>6.0f} MB "
        f"{got['found']:>7,} of {got['planted']:>7,}  links {got['precision']:.3f} {got['recall']:.3f}"
        f"  characters {got['exact']:.3f} {got['covered']:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--words", type=int, default=10_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rivals", type=int, default=0, metavar="WORDS", help="beside others, on so many")
    parser.add_argument("--growth", action="store_true", help="also on a tenth and a hundredth")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measure(arguments.one, arguments.words, arguments.workers)))
        return
    print("words, time, peak memory, found of planted; precision and recall by links and by characters")
    if arguments.rivals:
        for name in ("trace", *RIVALS):
            print(line(name, apart(name, arguments.rivals)), flush=True)
    sizes = [arguments.words // 100, arguments.words // 10] if arguments.growth else []
    for words in (*sizes, arguments.words):
        got = apart("trace", words, arguments.workers)
        print(line("trace", got), flush=True)
        print(f"  corpus alone {got['corpus_mb']:.0f} MB, each worker {got['worker_mb']:.0f} MB")
        print(f"  {got['copies']} false ones between copies of one passage; recall by kind {got['kinds']}")
        one = apart("add", words)
        print(f"  adding one work: {one['seconds'] * 1000:.0f} ms", flush=True)


if __name__ == "__main__":
    main()
