"""Every check of `eenmaal doctor` in its order: what is looked at, what it needs, and what to do."""

from dataclasses import dataclass

from service.domain.wording import Wording


@dataclass(frozen=True, slots=True)
class Check:
    """Something of a running service that can be wrong."""

    name: str
    """Also that of its paragraph in docs/runbook.md."""
    title: Wording
    remedy: Wording
    """What to do when it is wrong."""
    needs: tuple[str, ...] = ()
    """Checks before it that have to be well: without them nothing can be said of this one."""


CHECKS = (
    Check(
        "settings",
        Wording("Instellingen", "Settings"),
        Wording(
            "Wijzig de genoemde variabele en start elk proces opnieuw.",
            "Change the variable that is named, and start every process again.",
        ),
    ),
    Check(
        "service",
        Wording("De dienst draait", "The service runs"),
        Wording(
            "Start haar met `eenmaal up`, of geef EENMAAL_DATABASE_URL en EENMAAL_BROKER_URL. Draait zij "
            "wel, geef dan dezelfde EENMAAL_STATE_DIR.",
            "Start it with `eenmaal up`, or give EENMAAL_DATABASE_URL and EENMAAL_BROKER_URL. If it does "
            "run, give the same EENMAAL_STATE_DIR.",
        ),
        ("settings",),
    ),
    Check(
        "database",
        Wording("De database antwoordt", "The database answers"),
        Wording(
            "Start PostgreSQL en kijk in zijn log. Uploads worden geweigerd tot hij er weer is.",
            "Start PostgreSQL and look in its log. Uploads are refused until it is back.",
        ),
        ("service",),
    ),
    Check(
        "database-role",
        Wording("De rol van de applicatie mag wat zij moet", "The application's role may do what it must"),
        Wording(
            "Geef de applicatie een rol zonder SUPERUSER en BYPASSRLS die geen tabellen bezit "
            "(docker/make-roles.sh) en draai `eenmaal database upgrade`.",
            "Give the application a role without SUPERUSER and BYPASSRLS that owns no tables "
            "(docker/make-roles.sh), and run `eenmaal database upgrade`.",
        ),
        ("database",),
    ),
    Check(
        "migrations",
        Wording("De tabellen horen bij deze versie", "The tables are those of this version"),
        Wording(
            "Draai `eenmaal database upgrade`; `eenmaal up` doet dat bij de start.",
            "Run `eenmaal database upgrade`; `eenmaal up` does so at its start.",
        ),
        ("database",),
    ),
    Check(
        "row-security",
        Wording("Elke tabel schermt rijen af", "Every table guards its rows"),
        Wording(
            "Iemand zette dit met de hand uit: zet de web-dienst stil, draai voor elke genoemde tabel ALTER "
            "TABLE … ENABLE en FORCE ROW LEVEL SECURITY, en zoek uit wie het deed.",
            "Somebody switched this off by hand: stop the web, run ALTER TABLE … ENABLE and FORCE ROW LEVEL "
            "SECURITY for every table that is named, and find out who did it.",
        ),
        ("migrations",),
    ),
    Check(
        "clock",
        Wording("De klok loopt gelijk met die van de database", "The clock agrees with the database"),
        Wording(
            "Zet op beide machines de tijdsynchronisatie aan (chrony of systemd-timesyncd).",
            "Switch time synchronisation on, on both machines (chrony or systemd-timesyncd).",
        ),
        ("database",),
    ),
    Check(
        "dead-tuples",
        Wording("De database ruimt dode rijen op", "The database clears dead rows away"),
        Wording(
            "Zet autovacuum aan en draai VACUUM ANALYZE op de genoemde tabellen. Zoek ook een transactie die "
            "uren open staat (pg_stat_activity).",
            "Switch autovacuum on and run VACUUM ANALYZE on the tables that are named. Look as well for a "
            "transaction that stays open for hours (pg_stat_activity).",
        ),
        ("database",),
    ),
    Check(
        "broker",
        Wording("De broker antwoordt", "The broker answers"),
        Wording(
            "Start Valkey of Redis. Niets gaat verloren: de reconciler doet het werk zolang zelf.",
            "Start Valkey or Redis. Nothing is lost: the reconciler does the work itself meanwhile.",
        ),
        ("service",),
    ),
    Check(
        "files",
        Wording("De map met bestanden neemt bestanden aan", "The folder of files takes files"),
        Wording(
            "Koppel de schijf aan, maak ruimte en geef de gebruiker van de dienst schrijfrechten op "
            "EENMAAL_BLOB_DIR. Uploads worden geweigerd, en taken wachten tot het zover is.",
            "Mount the disk, make room, and let the user of the service write to EENMAAL_BLOB_DIR. Uploads "
            "are refused and jobs wait until then.",
        ),
        ("service",),
    ),
    Check(
        "free-space",
        Wording("Er is ruimte op de schijven", "There is room on the disks"),
        Wording(
            "Vergroot de schijf, of haal weg wat niet van de dienst is. Haal zelf niets uit de map met "
            "bestanden.",
            "Make the disk larger, or remove what is not of the service. Remove nothing from the folder of "
            "files by hand.",
        ),
        ("settings",),
    ),
    Check(
        "keys",
        Wording("Elke sleutel is er", "Every key is there"),
        Wording(
            "Maak een sleutel met `eenmaal log key NAAM` en geef hem aan web, workers en reconciler.",
            "Make a key with `eenmaal log key NAME` and give it to web, workers and reconciler.",
        ),
        ("settings",),
    ),
    Check(
        "encryption-key",
        Wording("De sleutel opent bewaarde bestanden", "The key opens files that are kept"),
        Wording(
            "Zet de sleutel van toen achter de huidige in EENMAAL_ENCRYPTION_KEY en start elk proces "
            "opnieuw. Zonder die sleutel kan niemand de bestanden nog lezen.",
            "Put the key of then after the current one in EENMAAL_ENCRYPTION_KEY and start every process "
            "again. Without that key nobody can read the files.",
        ),
        ("migrations", "database-role", "files"),
    ),
    Check(
        "web",
        Wording("De web-dienst antwoordt", "The web answers"),
        Wording(
            "Kijk in web.log. `eenmaal up` start haar vanzelf opnieuw; start haar anders met "
            "`python -m service.web.server`.",
            "Look in web.log. `eenmaal up` starts it again by itself; otherwise start it with "
            "`python -m service.web.server`.",
        ),
        ("service",),
    ),
    Check(
        "worker",
        Wording("De worker laat van zich horen", "The worker is heard of"),
        Wording(
            "Kijk in worker.log. `eenmaal up` start hem vanzelf opnieuw; start hem anders met "
            "`python -m workers.keeper`.",
            "Look in worker.log. `eenmaal up` starts it again by itself; otherwise start it with "
            "`python -m workers.keeper`.",
        ),
        ("service",),
    ),
    Check(
        "reconciler",
        Wording("De reconciler laat van zich horen", "The reconciler is heard of"),
        Wording(
            "Kijk in reconciler.log. `eenmaal up` start hem vanzelf opnieuw; start hem anders met "
            "`python -m workers.reconciler`.",
            "Look in reconciler.log. `eenmaal up` starts it again by itself; otherwise start it with "
            "`python -m workers.reconciler`.",
        ),
        ("service",),
    ),
    Check(
        "oldest-job",
        Wording("Geen taak wacht te lang", "No job waits too long"),
        Wording(
            "Kijk of broker, worker en reconciler goed zijn; anders is er meer werk dan workers: verhoog "
            "EENMAAL_WORKERS.",
            "See whether broker, worker and reconciler are well; otherwise there is more work than workers: "
            "raise EENMAAL_WORKERS.",
        ),
        ("migrations", "database-role"),
    ),
    Check(
        "waiting-jobs",
        Wording("Geen taak wacht op een ander onderdeel", "No job waits for another part"),
        Wording(
            "`eenmaal jobs list` noemt onder reden waarop zij wachten. Herstel dat; zij gaan vanzelf verder.",
            "`eenmaal jobs list` says under reden what they wait for. Mend that; they go on by themselves.",
        ),
        ("migrations", "database-role"),
    ),
    Check(
        "failed-jobs",
        Wording("Geen taak mislukte voorgoed", "No job failed for good"),
        Wording(
            "`eenmaal jobs list --state quarantined` noemt ze met de reden. Herstel die en draai `eenmaal "
            "jobs retry TAAK`.",
            "`eenmaal jobs list --state quarantined` names them with the reason. Mend that and run `eenmaal "
            "jobs retry JOB`.",
        ),
        ("migrations", "database-role"),
    ),
    Check(
        "log",
        Wording("Het logboek groeit", "The log grows"),
        Wording(
            "Alleen de reconciler laat het groeien: kijk in zijn log, en of hij EENMAAL_LOG_KEY heeft.",
            "Only the reconciler grows it: look in its log, and whether it has EENMAAL_LOG_KEY.",
        ),
        ("migrations", "database-role", "keys"),
    ),
    Check(
        "mail",
        Wording("De mailserver laat ons binnen", "The mail server lets us in"),
        Wording(
            "Controleer de EENMAAL_SMTP-instellingen. E-mail wacht en gaat vanzelf alsnog.",
            "Look at the EENMAAL_SMTP settings. E-mail waits, and goes by itself afterwards.",
        ),
        ("settings",),
    ),
    Check(
        "retention",
        Wording("Wat lang genoeg bewaard is, is vernietigd", "What was kept long enough is destroyed"),
        Wording(
            "De reconciler doet dit bij zijn start en daarna elke dag: start hem opnieuw en kijk in "
            "zijn log.",
            "The reconciler does so at its start and every day after: start it again and look in its log.",
        ),
        ("migrations", "database-role"),
    ),
    Check(
        "replays",
        Wording("Rapportages van eerder komen er hetzelfde uit", "Reports of before come out the same"),
        Wording(
            "Maak de genoemde rapportages opnieuw met `eenmaal replay`; blijft het anders, dan is de dienst "
            "of wat zij bewaart veranderd: zoek dat uit voordat er iets verstuurd wordt.",
            "Make the reports that are named again with `eenmaal replay`; if they still differ, the service "
            "or what it keeps has changed: find out before anything is sent.",
        ),
        ("migrations", "database-role"),
    ),
)
"""By name, in the order in which they are told: what others need comes first."""
