"""Document numbers (文号): mark of the authority, word, year, serial."""

from qianshan.mechanisms.acts.api import Actor, BadInput, command, subject
from qianshan.mechanisms.cases.models import Case, DocumentMark, DocumentSerial
from qianshan.mechanisms.words import N_, Words


@command("cases.mark.set")
def set_document_mark(*, authority_id: int, mark: str, by: Actor) -> None:
    """Enter the mark that stands in an authority's document numbers, such as 黔民.

    Raises:
        BadInput: an empty mark.
    """
    if not mark.strip():
        raise BadInput(Words(N_("The mark has at least one character.")), field="mark")
    DocumentMark.objects.update_or_create(authority_id=authority_id, defaults={"mark": mark.strip()})
    subject("access.organisation", authority_id, "mark")


def next_document_number(case: Case, word: str, year: int) -> str:
    """The authority's next number of this word and year. Called inside a command; locks the serial."""
    DocumentSerial.objects.bulk_create(
        [DocumentSerial(authority_id=case.authority_id, word=word, year=year, last=0)], ignore_conflicts=True
    )
    serial = DocumentSerial.objects.select_for_update(no_key=True).get(
        authority_id=case.authority_id, word=word, year=year
    )
    serial.last += 1
    serial.save(update_fields=["last"])
    mark = DocumentMark.objects.filter(authority_id=case.authority_id).values_list("mark", flat=True).first()
    return f"{mark or '民'}{word}〔{year}〕{serial.last}号"
