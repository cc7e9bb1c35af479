"""What a file from outside may cost: a process apart, memory given back, and the virus scanner."""

from service.files.apart.parsing import Died, ParsingLimits, do_apart, shared_file
from service.files.apart.virus_scan import ScannerAddress, scan_for_viruses

__all__ = ["Died", "ParsingLimits", "ScannerAddress", "do_apart", "scan_for_viruses", "shared_file"]
