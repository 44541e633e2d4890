"""The records of a debate: its texts, and what an editor says of them."""

from essays.models.apparatus import (
    Authority,
    AuthorityName,
    Definition,
    Oddity,
    Reference,
    Relation,
    Remark,
    RemarkEvidence,
    Term,
    TermOccurrence,
)
from essays.models.debates import Author, Debate
from essays.models.formulations import Formulation, Holding, HoldingEvidence, Printing, Slot, Stratum, Wording
from essays.models.links import Link, LinkDecision, Shingle
from essays.models.positions import Position, PositionEvidence, Question, Voice
from essays.models.search import SearchEntry
from essays.models.works import Block, Section, Work

__all__ = [
    "Author",
    "Authority",
    "AuthorityName",
    "Block",
    "Debate",
    "Definition",
    "Formulation",
    "Holding",
    "HoldingEvidence",
    "Link",
    "LinkDecision",
    "Oddity",
    "Position",
    "PositionEvidence",
    "Printing",
    "Question",
    "Reference",
    "Relation",
    "Remark",
    "RemarkEvidence",
    "SearchEntry",
    "Section",
    "Shingle",
    "Slot",
    "Stratum",
    "Term",
    "TermOccurrence",
    "Voice",
    "Wording",
    "Work",
]
