"""Make a real VBA project (vbaProject.bin) out of sources, after MS-OVBA: what a workbook with macros holds.

Without a performance cache, as the specification lets a writer do: Excel compiles the sources when it opens
the workbook. `tests/fidelity` has LibreOffice read it back. By hand, on 26 November 2026: olevba (oletools
0.60.2) listed every module and source, olefile found no fault in the container, and ms_ovba_crypto 2.0.1
decrypted the three fields about protection as "no password, visible".
"""

import struct
from collections.abc import Mapping

from tests.tools.compound_file import compound_file

_CODE_PAGE = "cp1252"
_GUID = "{2F1B6C0E-5A3D-4E57-9C1A-0E0E6D1A9B01}"
_WORKBOOK_BASE = "{00020819-0000-0000-C000-000000000046}"
_SHEET_BASE = "{00020820-0000-0000-C000-000000000046}"
_CHUNK = 4_096
_OLE_AUTOMATION = (
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"
)


def macro_project(modules: Mapping[str, str], sheets: Mapping[str, str]) -> bytes:
    """A project with standard `modules` and the code behind `sheets` (by code name) and ThisWorkbook."""
    documents = {"ThisWorkbook": (_WORKBOOK_BASE, ""), **{n: (_SHEET_BASE, c) for n, c in sheets.items()}}
    sources = {name: _document_source(name, base, code) for name, (base, code) in documents.items()}
    sources |= {name: f'Attribute VB_Name = "{name}"\r\n{_lines(code)}' for name, code in modules.items()}
    streams = {name: compressed(source.encode(_CODE_PAGE)) for name, source in sources.items()}
    return compound_file(
        {
            "PROJECT": _project(list(documents), list(modules)).encode(_CODE_PAGE),
            "PROJECTwm": b"".join(_both(name, "\0") for name in sources) + b"\0\0",
            "VBA": {
                "_VBA_PROJECT": bytes.fromhex("CC61FFFF000000"),
                "dir": compressed(_directory(list(documents), list(modules))),
                **streams,
            },
        }
    )


def compressed(content: bytes) -> bytes:
    """The container of §2.4.1: chunks of 4,096 bytes, of literals and copies of earlier pieces."""
    chunks = [_chunk(content[start : start + _CHUNK]) for start in range(0, len(content), _CHUNK)]
    return b"\x01" + b"".join(chunks)


def _chunk(content: bytes) -> bytes:
    tokens, place = [], 0
    while place < len(content):
        length, offset = _longest_copy(content, place)
        if length:
            bits = max((place - 1).bit_length(), 4)
            tokens.append((True, struct.pack("<H", (offset - 1) << (16 - bits) | (length - 3))))
            place += length
        else:
            tokens.append((False, content[place : place + 1]))
            place += 1
    packed = b"".join(_token_group(tokens[start : start + 8]) for start in range(0, len(tokens), 8))
    if len(packed) > _CHUNK:
        return struct.pack("<H", 0x3000 | (_CHUNK - 1)) + content.ljust(_CHUNK, b"\0")
    return struct.pack("<H", 0xB000 | (len(packed) - 1)) + packed


def _token_group(tokens: list[tuple[bool, bytes]]) -> bytes:
    flags = sum(is_copy << place for place, (is_copy, _) in enumerate(tokens))
    return bytes([flags]) + b"".join(token for _, token in tokens)


def _longest_copy(content: bytes, place: int) -> tuple[int, int]:
    """Length and distance of the longest earlier piece that `place` repeats; 0 when under three."""
    most = min(((0xFFFF >> max((place - 1).bit_length(), 4)) if place else 0) + 3, len(content) - place)
    best = (0, 0)
    for start in range(place):
        length = 0
        while length < most and content[start + length] == content[place + length]:
            length += 1
        if length >= 3 and length > best[0]:
            best = (length, place - start)
    return best


def _lines(code: str) -> str:
    return "".join(f"{line}\r\n" for line in code.splitlines())


def _document_source(name: str, base: str, code: str) -> str:
    attributes = {
        "VB_Name": f'"{name}"',
        "VB_Base": f'"0{base}"',
        "VB_GlobalNameSpace": "False",
        "VB_Creatable": "False",
        "VB_PredeclaredId": "True",
        "VB_Exposed": "True",
        "VB_TemplateDerived": "False",
        "VB_Customizable": "True",
    }
    return "".join(f"Attribute {key} = {value}\r\n" for key, value in attributes.items()) + _lines(code)


def _both(name: str, end: str) -> bytes:
    return (name + end).encode(_CODE_PAGE) + (name + end).encode("utf-16-le")


def _record(number: int, content: bytes) -> bytes:
    return struct.pack("<HI", number, len(content)) + content


def _pair(first: int, second: int, text: str) -> bytes:
    return _record(first, text.encode(_CODE_PAGE)) + _record(second, text.encode("utf-16-le"))


def _directory(documents: list[str], modules: list[str]) -> bytes:
    """The dir stream, §2.3.4.2, before compression."""
    long = struct.Struct("<I").pack
    short = struct.Struct("<H").pack
    library = _OLE_AUTOMATION.encode(_CODE_PAGE)
    return b"".join(
        (
            _record(0x01, long(3)),
            _record(0x02, long(0x409)),
            _record(0x14, long(0x409)),
            _record(0x03, short(1252)),
            _record(0x04, b"VBAProject"),
            _pair(0x05, 0x40, ""),
            _pair(0x06, 0x3D, ""),
            _record(0x07, long(0)),
            _record(0x08, long(0)),
            struct.pack("<HIIH", 0x09, 4, 1, 0),
            _pair(0x0C, 0x3C, ""),
            _pair(0x16, 0x3E, "stdole"),
            _record(0x0D, long(len(library)) + library + bytes(6)),
            _record(0x0F, short(len(documents) + len(modules))),
            _record(0x13, short(0xFFFF)),
            *(_module(name, 0x22) for name in documents),
            *(_module(name, 0x21) for name in modules),
            _record(0x10, b""),
        )
    )


def _module(name: str, kind: int) -> bytes:
    return b"".join(
        (
            _pair(0x19, 0x47, name),
            _pair(0x1A, 0x32, name),
            _pair(0x1C, 0x48, ""),
            _record(0x31, bytes(4)),
            _record(0x1E, bytes(4)),
            _record(0x2C, b"\xff\xff"),
            _record(kind, b""),
            _record(0x2B, b""),
        )
    )


def _project(documents: list[str], modules: list[str]) -> str:
    """The PROJECT stream, §2.3.1: no password, nothing hidden."""
    lines = [
        f'ID="{_GUID}"',
        *(f"Document={name}/&H00000000" for name in documents),
        *(f"Module={name}" for name in modules),
        'Name="VBAProject"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_hidden(bytes(4))}"',
        f'DPB="{_hidden(bytes(1))}"',
        f'GC="{_hidden(bytes([0xFF]))}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{name}=0, 0, 0, 0, C" for name in [*documents, *modules]),
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _hidden(content: bytes, seed: int = 0x5A) -> str:
    """The obfuscation of §2.4.3.2, with a fixed seed and ignored bytes of zero."""
    key = sum(_GUID.encode()) & 0xFF
    found = [seed, seed ^ 2, seed ^ key]
    plain = key
    for byte in bytes((seed & 6) // 2) + struct.pack("<I", len(content)) + content:
        found.append(byte ^ ((found[-2] + plain) & 0xFF))
        plain = byte
    return bytes(found).hex().upper()
