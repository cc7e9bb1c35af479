"""Use cases about the log and what it proves, wired."""

from dataclasses import dataclass

from service.domain.proof.keys import policy_of, signer_of
from service.settings import Settings
from service.timestamp_door import HttpTimestamps, NoTimestamps, TimestampDoor
from service.use_cases.jobs.grow_log import GrowLog
from service.use_cases.proof.gather_evidence import GatherEvidence
from service.use_cases.proof.list_requests import ListRequests
from service.use_cases.proof.make_evidence import MakeEvidence
from service.use_cases.proof.prove_report import ProveReport
from service.use_cases.proof.read_checkpoint import ReadCheckpoint
from service.use_cases.proof.read_request import ReadRequest
from service.use_cases.proof.read_tile import ReadTile
from service.use_cases.proof.set_requests import SetRequests
from service.use_cases.proof.show_log import ShowLog
from service.use_cases.proof.take_cosignature import TakeCosignature
from service.wiring.parts import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofUseCases:
    """What can be proven, and to whom."""

    grow: GrowLog
    show: ShowLog
    read_checkpoint: ReadCheckpoint
    read_tile: ReadTile
    take_cosignature: TakeCosignature
    prove_report: ProveReport
    make_evidence: MakeEvidence
    set_requests: SetRequests
    list_requests: ListRequests
    read_request: ReadRequest


def wire_proof(parts: Parts) -> ProofUseCases:
    """Of one process."""
    stores, signer = parts.stores, signer_of(parts.settings.log_key)
    policy = policy_of(parts.settings.log_policy, signer)
    grow = GrowLog(stores, signer)
    return ProofUseCases(
        grow=grow,
        show=ShowLog(stores, policy),
        read_checkpoint=ReadCheckpoint(stores),
        read_tile=ReadTile(stores),
        take_cosignature=TakeCosignature(stores, policy),
        prove_report=ProveReport(stores),
        make_evidence=MakeEvidence(
            stores=stores,
            catalogue=parts.catalogue,
            grow=grow,
            gather=GatherEvidence(stores, policy) if policy else None,
            timestamps=_timestamps(parts.settings),
        ),
        set_requests=SetRequests(stores, parts.catalogue),
        list_requests=ListRequests(stores),
        read_request=ReadRequest(stores, signer),
    )


def _timestamps(settings: Settings) -> TimestampDoor:
    """That of the authority that the operator names, if any."""
    url = settings.timestamp_url
    return HttpTimestamps(url, settings.private_networks()) if url else NoTimestamps()
