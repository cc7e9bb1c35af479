"""Whatever is typed in a format, a template or the name of a file: never a failure of ours."""

import io
import random

import pytest

from service.domain.access import OrganisationKind
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build, build_registration
from tests.conftest import KeptQueue, new_database, settings_on
from tests.tools.exports import REPOSITORY

QUARTER = "voorbeeldregio-noord/kwartaal"
TEMPLATE = REPOSITORY / "templates" / "reports" / "voorbeeldregio-noord" / "kwartaalrapportage.xlsx"
ODD = (
    *(
        "\0",
        "\ud800",
        "\ufeff",
        "\u202e",
        "\r\n",
        "{{7*7}}",
        "%s%n",
        "${x}",
        "<script>",
        "'; DROP TABLE act; --",
    ),
    *(
        "../../etc/passwd",
        "&a",
        "*a",
        "!!python/object:os.system x",
        "- " * 200,
        "[" * 300,
        "9" * 5000,
        "=1+1",
    ),
    *(
        "\t",
        "null",
        "~",
        "1e999",
        "-0",
        ".inf",
        "0x",
        "2026-02-31",
        "\u00e9\u0301",
        "\U0001f600",
        "",
        " ",
        ":",
        "#",
        "|",
    ),
)
FIELDS = (
    "blad",
    "kolom",
    "kop",
    "doe",
    "stand",
    "bron",
    "naam",
    "versie",
    "titel",
    "periode",
    "veld",
    "waarde",
    "stap",
)
PAGES = ("yaml", "kolom", "regels", "rijen", "gegevens", "niet-gevraagd")


@pytest.fixture(scope="module")
def people(postgres_server, broker_server, tmp_path_factory):
    """A service with a municipality that writes a draft and a provider, and a browser of each."""
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("fuzzed"))
        register, wiring = build_registration(settings), build(settings, queue=KeptQueue())
        app = create_app(wiring)
        app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
        browsers = {}
        for login, kind, code in (
            ("anna", OrganisationKind.MUNICIPALITY, "0014"),
            ("fatima", OrganisationKind.PROVIDER, "06011234"),
        ):
            organisation = register.organisation(kind, code, login)
            register.account(organisation, login, "een wachtwoord")
            browsers[login] = app.test_client()
            browsers[login].set_cookie(
                SESSION_COOKIE, wiring.people.sign_in(login, "een wachtwoord", "test").token
            )
        begun = browsers["anna"].post(
            "/formaten/nieuw/versie", data={"formaat": QUARTER, "versie": "2025-Q1"}
        )
        yield browsers, begun.headers["Location"]
        wiring.close()
        register.close()


def spoiled(text, chance):
    """The same text with some of it taken out, doubled or replaced by something odd."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        upto = min(len(text), at + chance.choice((0, 1, 3, 20, 200)))
        text = text[:at] + chance.choice((*ODD, text[at:upto] * 2)) + text[upto:]
    return text


def typed(text):
    """As a browser could send it: half a character is no text."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def an_attack(people, chance):
    """One request that somebody could send, and its answer."""
    browsers, draft = people
    anna, fatima = browsers["anna"], browsers["fatima"]
    name = typed(spoiled("export.xlsx", chance))
    match chance.randrange(5):
        case 0:
            return fatima.post(
                "/aanleveringen", data={"bestand": (io.BytesIO(b"PK" + chance.randbytes(40)), name)}
            )
        case 1:
            text = typed(spoiled(anna.get(f"{draft}/bestand").text, chance))
            return anna.post(f"{draft}/yaml", data={"tekst": text, "stand": "1"})
        case 2:
            return anna.post(
                "/formaten/nieuw/yaml", data={"tekst": typed(spoiled("naam: x\n", chance)), "naam": name}
            )
        case 3:
            content = bytearray(TEMPLATE.read_bytes())
            for _ in range(chance.randint(0, 6)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            return anna.post("/formaten/nieuw/werkmap", data={"bestand": (io.BytesIO(bytes(content)), name)})
        case _:
            fields = {each: typed(spoiled(each, chance)) for each in chance.sample(FIELDS, 5)}
            return anna.post(f"{draft}/{chance.choice(PAGES)}", data=fields)


def answers(people, count, seed):
    chance, wrong = random.Random(seed), []
    for number in range(count):
        answer = an_attack(people, chance)
        if answer.status_code >= 500:
            wrong.append((seed, number, answer.request.path, answer.status_code))
    return wrong


def test_whatever_is_typed_in_a_format_is_answered_and_is_no_failure_of_ours(people):
    assert answers(people, 50, seed=5) == []


@pytest.mark.long
def test_ten_thousand_of_them_are_answered(people):
    assert answers(people, 10_000, seed=11) == []
