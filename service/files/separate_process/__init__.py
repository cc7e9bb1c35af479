"""What a file from outside may cost: a separate process, memory given back, and the virus scanner."""

from service.files.separate_process.parsing import Died, ParsingLimits, do_separately, shared_file
from service.files.separate_process.virus_scan import ScannerAddress, scan_for_viruses

__all__ = ["Died", "ParsingLimits", "ScannerAddress", "do_separately", "scan_for_viruses", "shared_file"]
