"""positions.yaml: the voices and what each answers to each question."""

from essays.domain.corpus.apparatus import LABEL, LONG_LABEL, NAME, Reading
from essays.domain.corpus.fields import Fields
from essays.domain.corpus.names import Once
from essays.domain.corpus.records import PositionRecord, QuestionRecord, VoiceRecord
from essays.domain.corpus.works import read_siglum
from essays.enums import PositionStatus

FILE = "positions.yaml"


class PositionsFile:
    def __init__(self, reading: Reading) -> None:
        self.library, self.problems = reading.library, reading.problems
        self.voice_names = Once("voice", reading.problems)
        names = Once("question", reading.problems)
        with reading.root(FILE) as root:
            self.voices = tuple(self._voice(entry) for entry in root.each("voices", "voice"))
            self.questions = tuple(
                self._question(entry, names) for entry in root.each("questions", "question")
            )

    def _voice(self, entry: Fields) -> VoiceRecord:
        with entry:
            siglum = self.voice_names.take(read_siglum(entry), entry.place)
            record = VoiceRecord(
                siglum=siglum,
                label=entry.text("label", LABEL),
                who=entry.text("who", LONG_LABEL),
                work=self.library.work(entry.text("speaks_in"), entry.place_of("speaks_in")),
                quoted=entry.flag("quoted", default=False),
                chosen_first=entry.flag("chosen_first", default=False),
            )
            own = self.library.by_siglum.get(siglum)
            if not record.quoted and (own is None or own.slug != record.work):
                entry.fault("speaks_in", "a voice that is not quoted has the siglum of its own work")
            elif record.quoted and own is not None:
                entry.fault("siglum", f"“{siglum}” is the siglum of a work; a quoted voice needs its own")
        return record

    def _question(self, entry: Fields, names: Once) -> QuestionRecord:
        with entry:
            answered = Once("position of voice", self.problems)
            record = QuestionRecord(
                slug=entry.slug(),
                text=entry.text("text", NAME),
                core=entry.flag("core", default=True),
                leading=entry.flag("leading", default=False),
                finding=entry.optional("finding"),
                positions=tuple(
                    self._position(position, answered)
                    for position in entry.each("positions", "position", required=True)
                ),
            )
            names.take(record.slug, entry.place)
            missing = [siglum for siglum in self.voice_names.places if siglum not in answered.places]
            if missing and record.positions:
                entry.fault(
                    "positions",
                    f"no position of {', '.join(missing)}; silence is a position too (status: silent)",
                )
        return record

    def _position(self, entry: Fields, answered: Once) -> PositionRecord:
        with entry:
            voice = self.voice_names.require(entry.text("voice"), entry.place_of("voice"))
            answered.take(voice, entry.place_of("voice"))
            status = entry.choice("status", PositionStatus.values)
            silent = status == PositionStatus.SILENT
            record = PositionRecord(
                voice=voice,
                status=status,
                claim=entry.text("claim", required=not silent),
                note=entry.optional("note"),
                evidence=self.library.evidence(entry, required=not silent),
            )
            if silent and record.claim:
                entry.fault("claim", "a silent voice claims nothing; what it says nearby belongs into “note”")
        return record
