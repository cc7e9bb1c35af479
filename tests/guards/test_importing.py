"""Importing our readers and writers leaves the process as it is; an entry point says what it wants."""

import ast
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]
LOOKING = """
import gc, os, pkgutil, resource, signal, sys, threading
from importlib import import_module

import isal.isal_zlib, lxml.etree, numpy, openpyxl, pandas, pyarrow.compute, pyarrow.parquet
import python_calamine, xml.parsers.expat, yaml, zlib_ng.zlib_ng

pyarrow.compute.equal(pyarrow.array(["a"]), pyarrow.array(["b"]))
TELLING = {"os.putenv", "os.unsetenv", "os.chdir", "resource.setrlimit", "resource.prlimit", "os.fork"}
told = []

def look(event, arguments):
    if event in TELLING or (event == "ctypes.dlsym" and arguments[1] == "mallopt"):
        told.append((event, str(arguments[1])))

def as_it_is():
    limits = [name for name in dir(resource) if name.startswith("RLIMIT_")]
    return {
        "limits": {name: resource.getrlimit(getattr(resource, name)) for name in limits},
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "recursion": sys.getrecursionlimit(),
        "switching": sys.getswitchinterval(),
        "collector": (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count(), len(gc.callbacks)),
        "allocator": pyarrow.default_memory_pool().backend_name,
        "threads": (pyarrow.cpu_count(), pyarrow.io_thread_count(), threading.active_count()),
        "signals": {each: signal.getsignal(each) for each in signal.valid_signals()},
    }

sys.addaudithook(look)
before = as_it_is()
import service.files
for each in pkgutil.iter_modules(service.files.__path__):
    import_module(f"service.files.{each.name}")
after = as_it_is()
print([*told, *(name for name in before if before[name] != after[name])])
"""
CHOOSES = {
    "service/command_line/__init__.py": "choose_at_start",
    "service/files/separate_process/parsing.py": "use_system_allocator",
    "service/web/wsgi.py": "choose_at_start",
    "workers/application.py": "choose_at_start",
    "workers/reconciler.py": "choose_at_start",
}
"""Every way in, and what it calls; a separate process has the fast paths of who forked it."""


def test_importing_the_files_changes_nothing_of_the_process():
    looking = [sys.executable, "-c", LOOKING]
    done = subprocess.run(looking, cwd=HOUSE, capture_output=True, text=True, check=False)

    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_every_entry_point_says_where_memory_comes_from():
    called = {
        name: [
            node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            for node in ast.walk(ast.parse((HOUSE / name).read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
        ].count(choice)
        for name, choice in CHOOSES.items()
    }

    assert called == dict.fromkeys(CHOOSES, 1)
