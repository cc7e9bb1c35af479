"""The register of everything that somebody is told: one entry a kind, and nothing else names its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.access import OrganisationKind
from service.domain.wording import Wording

MOST_OF_A_NAME = 100
"""Signs of a name that are told; a name is one line, whatever was registered."""
DAYS_UNFETCHED = 7
"""Days after which a municipality is reminded of what it did not download."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """One kind of notice. Its words never hold anything of a client, nor the name of a file."""

    code: str
    reader: OrganisationKind
    """Whom it is for."""
    title: Wording
    """The subject of its email, and its name where people choose: without any fact."""
    sentence: Wording
    """What happened; a template for the facts of one notice."""
    path: str
    """The page it leads to; a template for the same facts."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell."""

    kind: NoticeKind
    facts: Mapping[str, str | Wording] = field(default_factory=dict)
    key: str = ""
    """What is told once only, however often it is found; empty for what happens once."""

    @property
    def words(self) -> Wording:
        """The sentence with its facts."""
        plain = {name: _one_line(value) for name, value in self.facts.items() if isinstance(value, str)}
        return self.kind.sentence.filled({**self.facts, **plain})

    @property
    def path(self) -> str:
        """The page to go on to."""
        return self.kind.path.format_map(self.facts)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:MOST_OF_A_NAME]


RECEIVED = NoticeKind(
    code="received",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Aanlevering ontvangen", "Submission received"),
    sentence=Wording(
        "Er is een aanlevering ontvangen; de controle begint meteen.",
        "A submission was received; its check begins at once.",
    ),
    path="/aanleveringen/{submission}",
)
FINDINGS = NoticeKind(
    code="findings",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Aanlevering afgekeurd bij de controle", "Submission rejected by the check"),
    sentence=Wording(
        "Een aanlevering is bij de controle afgekeurd: bekijk de bevindingen en lever verbeterd aan.",
        "A submission was rejected by the check: look at the findings and hand in an improved one.",
    ),
    path="/aanleveringen/{submission}",
)
READY = NoticeKind(
    code="ready",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Aanlevering klaar om te versturen", "Submission ready to be sent"),
    sentence=Wording(
        "Uw rapportages ({period}) zijn gemaakt. Bekijk ze: ze gaan pas weg als u ze verstuurt.",
        "Your reports ({period}) are made. Look at them: they leave only when you send them.",
    ),
    path="/aanleveringen/{submission}/versturen",
)
SENT = NoticeKind(
    code="sent",
    reader=OrganisationKind.MUNICIPALITY,
    title=Wording("Nieuwe rapportages", "New reports"),
    sentence=Wording(
        "{provider} heeft u rapportages gestuurd ({period}).", "{provider} sent you reports ({period})."
    ),
    path="/rapportages",
)
CORRECTED = NoticeKind(
    code="corrected",
    reader=OrganisationKind.MUNICIPALITY,
    title=Wording("Rapportages vervangen", "Reports replaced"),
    sentence=Wording(
        "{provider} heeft u nieuwe rapportages gestuurd ({period}); zij vervangen wat u eerder kreeg.",
        "{provider} sent you new reports ({period}); they take the place of what you had.",
    ),
    path="/rapportages",
)
TAKEN_BACK = NoticeKind(
    code="taken-back",
    reader=OrganisationKind.MUNICIPALITY,
    title=Wording("Rapportages teruggenomen", "Reports taken back"),
    sentence=Wording(
        "{provider} heeft rapportages teruggenomen ({period}); wat u daarvoor had, geldt weer.",
        "{provider} took back reports ({period}); what you had before holds again.",
    ),
    path="/rapportages",
)
NOT_FETCHED = NoticeKind(
    code="not-fetched",
    reader=OrganisationKind.MUNICIPALITY,
    title=Wording("Rapportages nog niet opgehaald", "Reports not fetched yet"),
    sentence=Wording(
        "Rapportages van {provider} staan al {days} dagen klaar en zijn nog niet opgehaald.",
        "Reports of {provider} have been there for {days} days and were not fetched yet.",
    ),
    path="/rapportages",
)
CODES_WAIT = NoticeKind(
    code="codes-wait",
    reader=OrganisationKind.MUNICIPALITY,
    title=Wording("Codes zonder betekenis", "Codes without a meaning"),
    sentence=Wording(
        "Er wachten regels op een code die uw codetabel niet kent: zeg wat de code betekent.",
        "Rows wait for a code that your code table lacks: say what the code means.",
    ),
    path="/codes",
)
REPORT_ACCEPTED = NoticeKind(
    code="report-accepted",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Rapportage aanvaard", "Report accepted"),
    sentence=Wording(
        "Gemeente {municipality} heeft een rapportage van u aanvaard ({period}).",
        "The municipality of {municipality} accepted a report of yours ({period}).",
    ),
    path="/rapportages/{report}",
)
REPORT_REJECTED = NoticeKind(
    code="report-rejected",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Rapportage afgekeurd", "Report rejected"),
    sentence=Wording(
        "Gemeente {municipality} heeft een rapportage van u afgekeurd ({period}): lees waarom.",
        "The municipality of {municipality} rejected a report of yours ({period}): read why.",
    ),
    path="/rapportages/{report}",
)
QUESTION_ASKED = NoticeKind(
    code="question-asked",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Vraag van een gemeente", "Question of a municipality"),
    sentence=Wording(
        "Gemeente {municipality} stelt een vraag over een rapportage van u ({period}): lees en beantwoord"
        " de vraag.",
        "The municipality of {municipality} asks something about a report of yours ({period}): read and"
        " answer the question.",
    ),
    path="/vragen/{thread}",
)
QUESTION_ANSWERED = NoticeKind(
    code="question-answered",
    reader=OrganisationKind.MUNICIPALITY,
    title=Wording("Antwoord op uw vraag", "Answer to your question"),
    sentence=Wording(
        "{provider} heeft uw vraag over een rapportage ({period}) beantwoord: lees het antwoord, en sluit de"
        " vraag of vraag verder.",
        "{provider} answered your question about a report ({period}): read the answer, and close the"
        " question or ask on.",
    ),
    path="/vragen/{thread}",
)
QUESTION_CLOSED = NoticeKind(
    code="question-closed",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Vraag gesloten", "Question closed"),
    sentence=Wording(
        "Gemeente {municipality} heeft haar vraag over een rapportage van u ({period}) gesloten: u hoeft"
        " niets meer te doen.",
        "The municipality of {municipality} closed its question about a report of yours ({period}): there is"
        " nothing left to do.",
    ),
    path="/vragen/{thread}",
)
QUESTION_REPLACED = NoticeKind(
    code="question-replaced",
    reader=OrganisationKind.MUNICIPALITY,
    title=Wording("Nieuwe rapportage na uw vraag", "New report after your question"),
    sentence=Wording(
        "De rapportage van {provider} waarover u een vraag stelde ({period}), geldt niet meer: uw vraag is"
        " gesloten. Staat het er nu nog niet goed, stel de vraag dan bij de nieuwe rapportage.",
        "The report of {provider} about which you asked something ({period}) does not hold any more: your"
        " question is closed. If it is still not right, ask at the new report.",
    ),
    path="/vragen/{thread}",
)
FORMAT_PUBLISHED = NoticeKind(
    code="format-published",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Nieuwe versie van een uitvraagformaat", "New version of a format"),
    sentence=Wording(
        "Van {title} is versie {version} gepubliceerd. {changes}",
        "Version {version} of {title} was published. {changes}",
    ),
    path="/formaten/versie/{format}/{version}",
)
DUE_IN_TWO_WEEKS = NoticeKind(
    code="due-in-two-weeks",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Herinnering: rapportage binnen twee weken", "Reminder: report due within two weeks"),
    sentence=Wording(
        "{title} voor gemeente {municipality} ({period}) moet uiterlijk op {day} verstuurd zijn.",
        "{title} for the municipality of {municipality} ({period}) is to be sent by {day}.",
    ),
    path="/termijnen",
)
DUE_IN_THREE_DAYS = NoticeKind(
    code="due-in-three-days",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Herinnering: rapportage binnen drie dagen", "Reminder: report due within three days"),
    sentence=DUE_IN_TWO_WEEKS.sentence,
    path="/termijnen",
)
OVERDUE = NoticeKind(
    code="overdue",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Rapportage over de termijn", "Report overdue"),
    sentence=Wording(
        "{title} voor gemeente {municipality} ({period}) moest uiterlijk op {day} verstuurd zijn en is dat"
        " nog niet: verstuur de rapportage alsnog, of vraag de gemeente om uitstel.",
        "{title} for the municipality of {municipality} ({period}) was to be sent by {day}"
        " and is not: send it now, or ask the municipality for more time.",
    ),
    path="/termijnen",
)
REPORT_MISSING = NoticeKind(
    code="report-missing",
    reader=OrganisationKind.MUNICIPALITY,
    title=Wording("Rapportage ontbreekt", "Report missing"),
    sentence=Wording(
        "{title} van {provider} ({period}) moest er uiterlijk op {day} zijn en is er nog niet.",
        "{title} of {provider} ({period}) was to be there by {day} and is not.",
    ),
    path="/termijnen?stand=missing",
)
MISSING_REPORTS = NoticeKind(
    code="missing-reports",
    reader=OrganisationKind.BUREAU,
    title=Wording("Rapportages aan uw gemeenten ontbreken", "Reports to your municipalities missing"),
    sentence=Wording(
        "Nieuw over de termijn bij uw gemeenten: {reports}. Bekijk welke, en van wie.",
        "Newly overdue at your municipalities: {reports}. See which, and from whom.",
    ),
    path="/termijnen?stand=missing",
)
CHANNEL_STOPPED = NoticeKind(
    code="channel-stopped",
    reader=OrganisationKind.MUNICIPALITY,
    title=Wording("Rapportages worden niet meer bezorgd", "Reports are not delivered any more"),
    sentence=Wording(
        "Een kanaal waarlangs wij u rapportages bezorgen, werkt niet meer en is stilgezet: kijk waarom, en"
        " hervat het. Er gaat niets verloren; u kunt rapportages intussen hier ophalen.",
        "A channel by which we deliver reports to you does not work any more and was stopped: see why, and"
        " go on with it. Nothing is lost; meanwhile you can fetch reports here.",
    ),
    path="/kanalen",
)
FOLDER_STOPPED = NoticeKind(
    code="folder-stopped",
    reader=OrganisationKind.PROVIDER,
    title=Wording("Uw aanlevermap wordt niet meer gelezen", "Your folder is not read any more"),
    sentence=Wording(
        "De SFTP-map waaruit wij uw bestanden ophalen, is niet te bereiken en wij zijn gestopt: kijk waarom,"
        " en hervat het. Lever intussen hier aan.",
        "The SFTP folder from which we fetch your files cannot be reached and we stopped: see why, and go on"
        " with it. Meanwhile, hand in here.",
    ),
    path="/kanalen",
)
_WEBHOOK_STOPPED = {
    reader: NoticeKind(
        code=f"webhook-stopped-{reader.value}",
        reader=reader,
        title=Wording("Gebeurtenissen worden niet meer gebracht", "Events are not brought any more"),
        sentence=Wording(
            "Een adres waar uw programma gebeurtenissen ontvangt, neemt ze niet meer aan en is stilgezet:"
            " kijk waarom, en hervat het; er gaat niets verloren.",
            "An address where your program receives events takes them no more and was stopped: see why,"
            " and go on with it; nothing is lost.",
        ),
        path="/account/webhooks",
    )
    for reader in OrganisationKind
}


def webhook_stopped(reader: OrganisationKind) -> NoticeKind:
    """That events are not brought any more, for this kind of organisation."""
    return _WEBHOOK_STOPPED[reader]


KINDS: Mapping[str, NoticeKind] = {
    each.code: each
    for each in (
        *(RECEIVED, FINDINGS, READY, REPORT_ACCEPTED, REPORT_REJECTED, FORMAT_PUBLISHED),
        *(QUESTION_ASKED, QUESTION_ANSWERED, QUESTION_CLOSED, QUESTION_REPLACED),
        *(DUE_IN_TWO_WEEKS, DUE_IN_THREE_DAYS, OVERDUE),
        *(SENT, CORRECTED, TAKEN_BACK, NOT_FETCHED, CODES_WAIT, REPORT_MISSING, MISSING_REPORTS),
        *(CHANNEL_STOPPED, FOLDER_STOPPED),
        *_WEBHOOK_STOPPED.values(),
    )
}
"""By code. A new kind is an entry above and here, and one line where it happens."""


def kinds_for(reader: OrganisationKind) -> tuple[NoticeKind, ...]:
    """What this kind of organisation can be told, in the order in which people choose."""
    return tuple(each for each in KINDS.values() if each.reader is reader)
