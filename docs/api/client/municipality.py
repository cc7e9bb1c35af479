"""A finance system of a municipality that fetches what is new: `python municipality.py FOLDER`, every night.

Asks EENMAAL_URL with EENMAAL_TOKEN, a token with rapportages:lezen. What is in the folder already is not fetched
again, and a file stands there under its own name once all of it is there.
"""

import hashlib
import os
import sys
from pathlib import Path

from eenmaal_client import Eenmaal


GONE = ("vervangen", "vervallen")


def main(folder: Path) -> int:
    """Every report that holds and is not here yet; ends with 1 when a file is not what was said of it."""
    service = Eenmaal(os.environ["EENMAAL_URL"], os.environ["EENMAAL_TOKEN"])
    folder.mkdir(parents=True, exist_ok=True)
    wrong = 0
    for report in service.every(service.every_reports):
        place = folder / f"{report['sha256'][:12]}-{report['bestandsnaam']}"
        if report["stand"] in GONE or place.exists():
            continue
        content = service.download_reports(report["id"]).content
        if hashlib.sha256(content).hexdigest() != report["sha256"]:
            wrong += 1
            continue
        unfinished = place.with_suffix(".part")
        unfinished.write_bytes(content)
        unfinished.rename(place)
        print(place.name)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
