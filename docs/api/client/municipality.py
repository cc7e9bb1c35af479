"""A finance system of a municipality that fetches what is new: `python municipality.py FOLDER`, every night.

Asks EENMAAL_REMOTE_URL with EENMAAL_REMOTE_TOKEN, a token with rapportages:lezen. Ends with 1 when a file is not what
was said of it, and with 2 when the service did not do it or the folder cannot be written. What is in the folder already is not fetched
again, and a file stands there under its own name once all of it is there.
"""

import hashlib
import os
import sys
from pathlib import Path

from eenmaal_client import Eenmaal, RefusedError


GONE = ("vervangen", "vervallen")


def main(folder: Path) -> int:
    """Every report that holds and is not here yet; ends with 1 when a file is not what was said of it."""
    service = Eenmaal(os.environ["EENMAAL_REMOTE_URL"], os.environ["EENMAAL_REMOTE_TOKEN"])
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for report in service.every(service.list_reports):
        place = folder / f"{report['sha256'][:12]}-{report['bestandsnaam']}"
        if report["stand"] in GONE or place.exists():
            continue
        content = service.download_report(report["id"]).content
        if hashlib.sha256(content).hexdigest() != report["sha256"]:
            wrong += 1
            continue
        unfinished = place.with_suffix(".part")
        unfinished.write_bytes(content)
        unfinished.rename(place)
        print(place.name)
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1])))
    except (RefusedError, OSError) as refused:
        print(f"{sys.argv[1]}: {refused}", file=sys.stderr)
        sys.exit(2)
