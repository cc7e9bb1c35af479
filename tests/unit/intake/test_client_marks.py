"""By what the clients of one municipality are known: its own, and nobody else's."""

from datetime import date

from service.domain.formats.rows import Submitted
from service.domain.private_words import Telling, tellings_in
from service.pipeline.client_marks import client_marks
from tests.tools.exports import an_export, the_standard


def test_a_municipality_knows_its_own_clients_and_no_others():
    export = an_export(
        toewijzing=[
            {"gemeentecode": "0014", "clientnummer": "C-10020", "geboortedatum": date(2012, 4, 3)},
            {"gemeentecode": "0037", "clientnummer": "C-30040", "bsn": "999990019"},
        ]
    )

    marks = client_marks(Submitted(export=export, standard=the_standard()), "0014")

    assert marks.birth_dates == {date(2012, 4, 3)}
    assert marks.numbers == {"C-10020", "1", "999900006"}
    assert tellings_in("C10020, 3 april 2012", marks) == {Telling.NUMBER, Telling.BIRTH_DATE}
    assert tellings_in("C-30040", marks) == frozenset()
