"""The demo city's photos: a few dozen drawn scenes, each decoded once and kept as often as it is needed."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from uuid import UUID

from tanggap.evidence import actions as evidence
from tanggap.evidence import drawn
from tanggap.people.rules import Actor

EACH = 3  # scenes of a kind

LETTER = b"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj
4 0 obj << /Length 102 >> stream
BT /F1 16 Tf 72 760 Td (Surat jawaban) Tj 0 -28 Td /F1 11 Tf (Kota percobaan: isi surat ini rekaan.) Tj ET
endstream endobj
trailer << /Root 1 0 R >>
%%EOF
"""


class Pictures:
    """Gives photos to reports and proofs; never the same row twice."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int, bool], evidence.Prepared] = {}

    def develop(self, kinds: set[str]) -> None:
        """Draws all scenes of these kinds in two processes, and decodes them meanwhile."""
        wanted = [
            (kind, scene, fixed) for kind in sorted(kinds) for scene in range(EACH) for fixed in (False, True)
        ]
        with ProcessPoolExecutor(2, get_context("spawn")) as artists, ThreadPoolExecutor(2) as laboratory:
            pictures = [artists.submit(drawn.draw, *key) for key in wanted]
            prepared = laboratory.map(lambda picture: _prepared(picture.result()), pictures)
            self._known = dict(zip(wanted, prepared, strict=True))

    def photo(self, actor: Actor, kind: str, scene: int, *, fixed: bool = False) -> UUID:
        """A new photo of one of the scenes, as it was reported or as it is once it is mended."""
        key = (kind, scene % EACH, fixed)
        if key not in self._known:
            self._known[key] = _prepared(drawn.draw(*key))
        return evidence.keep(actor=actor, prepared=self._known[key]).id

    def letter(self, actor: Actor) -> UUID:
        """A document that answers, for cases no photo can prove."""
        return evidence.store(actor=actor, data=LETTER, name="surat.pdf", document_ok=True).id


def _prepared(picture: bytes) -> evidence.Prepared:
    return evidence.prepare(picture, name="foto.jpg")
