"""Write a compound file (MS-CFB, version 3) of small streams: what holds the macros of a workbook."""

import struct
from dataclasses import dataclass, field

_SECTOR, _MINI, _CUTOFF = 512, 64, 4_096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_PER_SECTOR = _SECTOR // 4
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1

Tree = dict[str, "bytes | Tree"]


@dataclass
class _Node:
    """One entry of the directory, in the order of the file."""

    name: str
    kind: int
    content: bytes = b""
    children: list[int] = field(default_factory=list)
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    colour: int = _BLACK
    start: int = 0


def compound_file(tree: Tree) -> bytes:
    """The file with these storages (inner trees) and streams; the same bytes for the same tree."""
    nodes = [_Node("Root Entry", _ROOT)]
    _collect(nodes, 0, tree)
    if any(len(node.content) >= _CUTOFF for node in nodes):
        raise ValueError("Only streams of less than 4,096 bytes are written here.")
    minis, chains = _mini_stream(nodes)
    nodes[0].content = minis
    directory = b"".join(map(_entry, nodes))
    directory += _empty_entry() * (-len(nodes) % (_SECTOR // _ENTRY.size))
    mini_fat = _sectors(struct.pack(f"<{len(chains)}I", *chains), b"\xff")
    parts = [directory, mini_fat, _sectors(minis, b"\x00")]
    return _assembled(parts, len(minis))


def _collect(nodes: list[_Node], parent: int, tree: Tree) -> None:
    for name, content in tree.items():
        is_stream = isinstance(content, bytes)
        nodes[parent].children.append(len(nodes))
        nodes.append(_Node(name, _STREAM if is_stream else _STORAGE, content if is_stream else b""))
        if not is_stream:
            _collect(nodes, len(nodes) - 1, content)
    in_order = sorted(nodes[parent].children, key=lambda i: (len(nodes[i].name), nodes[i].name.upper()))
    nodes[parent].child = _balanced(nodes, in_order, len(in_order).bit_length() - 1)


def _balanced(nodes: list[_Node], in_order: list[int], black_levels: int) -> int:
    """A red-black tree: every level black but the last one, when that is not full."""
    if not in_order:
        return _NONE
    middle = len(in_order) // 2
    node = nodes[in_order[middle]]
    node.colour = _BLACK if black_levels > 0 else _RED
    node.left = _balanced(nodes, in_order[:middle], black_levels - 1)
    node.right = _balanced(nodes, in_order[middle + 1 :], black_levels - 1)
    return in_order[middle]


def _mini_stream(nodes: list[_Node]) -> tuple[bytes, list[int]]:
    """All streams in pieces of 64 bytes, and for each piece the next one of its stream."""
    stream, chains = b"", []
    for node in nodes:
        if node.kind != _STREAM or not node.content:
            continue
        node.start = len(chains)
        pieces = -(-len(node.content) // _MINI)
        chains += [*range(node.start + 1, node.start + pieces), _END]
        stream += node.content.ljust(pieces * _MINI, b"\x00")
    return stream, chains


def _entry(node: _Node) -> bytes:
    name = node.name.encode("utf-16-le") + b"\x00\x00"
    start = _END if node.kind == _STREAM and not node.content else node.start
    links = (node.left, node.right, node.child)
    return _ENTRY.pack(
        name, len(name), node.kind, node.colour, *links, bytes(16), 0, 0, 0, start, len(node.content)
    )


def _empty_entry() -> bytes:
    return _ENTRY.pack(b"", 0, 0, 0, _NONE, _NONE, _NONE, bytes(16), 0, 0, 0, 0, 0)


def _sectors(content: bytes, filler: bytes) -> bytes:
    return content + filler * (-len(content) % _SECTOR)


def _assembled(parts: list[bytes], mini_size: int) -> bytes:
    """Header, one FAT sector, then directory, mini FAT and mini stream, each in one run of sectors."""
    fat, starts = [_FAT], []
    for part in parts:
        starts.append(len(fat))
        count = len(part) // _SECTOR
        fat += [*range(len(fat) + 1, len(fat) + count), _END] if count else []
    if len(fat) > _PER_SECTOR:
        raise ValueError("Too large for one sector of the allocation table.")
    directory, mini_fat, minis = starts
    body = bytearray(b"".join(parts))
    struct.pack_into("<I", body, 116, minis if mini_size else _END)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        bytes.fromhex("D0CF11E0A1B11AE1"),
        bytes(16),
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        bytes(6),
        0,
        1,
        directory,
        0,
        _CUTOFF,
        mini_fat if mini_size else _END,
        len(parts[1]) // _SECTOR,
        _END,
        0,
    )
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    table = struct.pack(f"<{_PER_SECTOR}I", *fat, *[_FREE] * (_PER_SECTOR - len(fat)))
    return header + table + bytes(body)
