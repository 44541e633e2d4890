"""What is found in a folder, as lines of JSON."""

import json
import shutil
from pathlib import Path

from essays.domain.tracing.from_corpus import lines_of_folder

SHIPPED = Path(__file__).resolve().parents[4] / "essays/corpus/mass-line"


def test_one_object_a_link():
    entries = {entry["slug"]: entry for entry in map(json.loads, lines_of_folder(SHIPPED))}
    assert len(entries) == 17
    left = "unite the advanced, bring over the intermediate, win over the backwards"
    right = left.replace("over the int", "up the int")
    score = entries["e5-k4"].pop("score")
    assert entries["e5-k4"] == {
        "slug": "e5-k4",
        "left": {
            "work": "comment-on-two-conceptions",
            "paragraph": 5,
            "start": 0,
            "end": len(left),
            "exact": left,
        },
        "right": {
            "work": "two-conceptions-of-the-mass-line",
            "paragraph": 4,
            "start": 0,
            "end": len(right),
            "exact": right,
        },
        "kind": "variant",
        "marked": True,
        "direction": "quotes",
        "ground": "answers",
        "attributed_as": "from Mao Tse-Tung",
        "group": "",
        "differences": [{"kind": "substitution", "left": "over", "right": "up"}],
        "status": "confirmed",
    }
    assert 0 < score < 1
    assert {entry["status"] for entry in entries.values()} == {"confirmed"}
    assert [entries[slug]["group"] for slug in ("e6-k6", "e6-k7-3", "e7-k7")] == ["e6-k6", "e6-k6", ""]


def test_status_is_what_the_folder_says_of_the_passages(tmp_path):
    """However the entry cuts them; what it says nothing of is only suggested."""
    folder = shutil.copytree(SHIPPED, tmp_path / "mass-line")
    (folder / "links.yaml").write_text(
        """links:
  - slug: my-name-for-it
    from: E 5
    from_quote: bring over the intermediate, win over
    to: K 4
    to_quote: bring up the intermediate, win over
    status: dismissed
    reason: A trial.
""",
        "utf-8",
    )
    statuses = {entry["slug"]: entry["status"] for entry in map(json.loads, lines_of_folder(folder))}
    assert statuses.pop("e5-k4") == "dismissed"
    assert set(statuses.values()) == {"suggested"}
