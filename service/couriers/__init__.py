"""Couriers: they bring a file to the other side whole and once, and fetch files from there."""

from service.couriers.courier import Courier, Couriers
from service.couriers.every import couriers_of, host_keys_of, sftp_folder_of
from service.couriers.folders import Folder, FolderAwayError, LocalFolder
from service.couriers.server_keys import HostKeys, NoHostKeyError

__all__ = [
    "Courier",
    "Couriers",
    "Folder",
    "FolderAwayError",
    "HostKeys",
    "LocalFolder",
    "NoHostKeyError",
    "couriers_of",
    "host_keys_of",
    "sftp_folder_of",
]
