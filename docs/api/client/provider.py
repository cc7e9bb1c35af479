"""A client file system (ECD) that hands in by itself: `python provider.py export.xlsx`.

Asks EENMAAL_REMOTE_URL with EENMAAL_REMOTE_TOKEN, a token with aanleveringen:lezen and aanleveringen:schrijven. Ends
with 0 when everything was sent, with 1 when somebody has to look at the export, and with 2 when the service did not do
it or the file cannot be read: what there is to say stands on the screen.
"""

import os
import sys
import time
from pathlib import Path

from eenmaal_client import Eenmaal, RefusedError, VolledigeAanlevering

BUSY = ("wordt-gecontroleerd", "wordt-vertaald")


def main(path: Path) -> int:
    """Hand in, wait, tell what was found, and send to everyone who asks."""
    service = Eenmaal(os.environ["EENMAAL_REMOTE_URL"], os.environ["EENMAAL_REMOTE_TOKEN"])
    taken = service.receive_submission({"bestand": [(path.name, path.read_bytes())]})
    found = when_done(service, taken["id"])
    for finding in service.every(service.list_findings, taken["id"]):
        print(f"{finding['ernst']}: {finding['tekst']['nl']}")
    if found["stand"] != "te-versturen":
        print(f"{path.name}: {found['stand']}")
        return 0 if found["stand"] == "verstuurd" else 1
    seen = service.look_submission(taken["id"])["gezien"]
    sent = service.send_submission(taken["id"], {"gezien": seen})
    print(f"{path.name}: verstuurd aan {len(sent['gemeenteCodes'])} gemeenten")
    return 0


def when_done(service: Eenmaal, submission: str) -> VolledigeAanlevering:
    """Once nothing changes by itself any more."""
    while (found := service.get_submission(submission))["stand"] in BUSY:
        time.sleep(1)
    return found


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1])))
    except (RefusedError, OSError) as refused:
        print(f"{sys.argv[1]}: {refused}", file=sys.stderr)
        sys.exit(2)
