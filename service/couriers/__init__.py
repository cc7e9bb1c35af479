"""Couriers: they bring a file to the other side whole and once, and fetch files from there."""

from service.couriers.courier import Courier, Couriers
from service.couriers.every import HostKeys, NoHostKeyError, couriers_of, host_keys_of, sftp_folder_of
from service.couriers.folders import Folder, FolderAwayError, LocalFolder

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
