"""Use cases of channels, wired, with those who bring and fetch."""

from dataclasses import dataclass

from service.couriers import Couriers, couriers_of, host_keys_of, sftp_folder_of
from service.domain.access import Actor
from service.mail_server import NoPostman, SmtpPostman
from service.settings import Settings
from service.use_cases.channels.confirm import ConfirmChannel
from service.use_cases.channels.list import ListChannels
from service.use_cases.channels.look import LookAtChannel
from service.use_cases.channels.make import MakeChannel
from service.use_cases.channels.open import OpenSealed
from service.use_cases.channels.probe import ProbeChannel
from service.use_cases.channels.read_fingerprint import ReadFingerprint
from service.use_cases.channels.remove import RemoveChannel
from service.use_cases.channels.start import StartChannel
from service.use_cases.jobs.deliver_report import DeliverReport
from service.use_cases.jobs.fetch_files import FetchFiles
from service.use_cases.people.find_viewer import FindViewer
from service.use_cases.submissions.take_from_folder import TakeFromFolder
from service.use_cases.submissions.watch_folder import WatchFolder
from service.wiring.parts import Parts
from service.wiring.submissions import build_receiver


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelUseCases:
    """Where reports are brought, and from where files are fetched."""

    make: MakeChannel
    list: ListChannels
    look: LookAtChannel
    confirm: ConfirmChannel
    probe: ProbeChannel
    start: StartChannel
    remove: RemoveChannel
    watch_folder: WatchFolder


def wire_channels(parts: Parts) -> ChannelUseCases:
    """Of one process."""
    stores, wrapper = parts.stores, parts.keyring.wrapper
    host_keys = host_keys_of(parts.settings.private_networks())
    read_fingerprint = ReadFingerprint(host_keys)
    return ChannelUseCases(
        make=MakeChannel(stores=stores, catalogue=parts.catalogue, wrapper=wrapper, host_keys=host_keys),
        list=ListChannels(stores, read_fingerprint),
        look=LookAtChannel(stores, host_keys),
        confirm=ConfirmChannel(stores, read_fingerprint),
        probe=ProbeChannel(stores, _couriers(parts.settings), OpenSealed(wrapper)),
        start=StartChannel(stores),
        remove=RemoveChannel(stores),
        watch_folder=WatchFolder(_taker(parts), FindViewer(stores)),
    )


def build_deliverer(parts: Parts, actor: Actor) -> DeliverReport:
    """What does a job of bringing a report."""
    return DeliverReport(
        stores=parts.stores,
        blobs=parts.blobs,
        couriers=_couriers(parts.settings),
        open=OpenSealed(parts.keyring.wrapper),
        site=parts.settings.site(),
        actor=actor,
    )


def build_fetcher(parts: Parts, actor: Actor) -> FetchFiles:
    """What does a job of fetching files."""
    return FetchFiles(
        stores=parts.stores,
        folder_of=sftp_folder_of(parts.settings.private_networks()),
        open=OpenSealed(parts.keyring.wrapper),
        take_from_folder=_taker(parts),
        find_viewer=FindViewer(parts.stores),
        actor=actor,
    )


def _taker(parts: Parts) -> TakeFromFolder:
    return TakeFromFolder(build_receiver(parts), parts.settings.site())


def _couriers(settings: Settings) -> Couriers:
    server = settings.mail_server()
    postman = NoPostman() if server is None else SmtpPostman(server)
    return Couriers(couriers_of(settings.private_networks(), postman, settings.site()))
