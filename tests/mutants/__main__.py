"""python -m tests.mutants: change the code in many small ways and see whether a test notices each."""

import argparse
import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from functools import partial

from tests.mutants.explained import explained
from tests.mutants.judging import Judges, Verdict, judge
from tests.mutants.places import REPOSITORY, SQL, mutated_files
from tests.mutants.recording import records
from tests.mutants.sites import Mutant, mutants_of
from tests.mutants.trees import Trees


def main() -> None:
    """Try `--count` mutants chosen by `--seed`; the last line is JSON."""
    asked = _asked()
    start = time.monotonic()
    every = every_mutant()
    chosen = chosen_mutants(every, asked.count, asked.seed, asked.only)
    print(f"{len(chosen)} of {len(every)} mutants, seed {asked.seed}", flush=True)
    reasons = explained()
    verdicts = []
    with Trees(asked.at_once) as trees:
        judges = Judges(records(trees), asked.most_seconds)
        for verdict in trees.each(partial(judge, judges=judges), chosen):
            verdicts.append(verdict)
            print(_told(verdict, len(verdicts), len(chosen), reasons), flush=True)
    _sum_up(verdicts, reasons, {mutant.name for mutant in every}, time.monotonic() - start)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="files whose path, or mutants whose name, holds this text")
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--most-seconds", type=float, default=100.0, help="tests of one mutant, as recorded")
    return parser.parse_args()


def every_mutant() -> list[Mutant]:
    """Every mutant of every file that `places` names."""
    found = []
    for path in mutated_files():
        file = str(path.relative_to(REPOSITORY))
        found += mutants_of(file, path.read_bytes(), in_query=file.startswith(SQL))
    return found


def chosen_mutants(every: Sequence[Mutant], count: int, seed: int, only: str = "") -> list[Mutant]:
    """`count` of them by lot, of each operator about as many.

    The lot of each is its own, so that the same seed chooses nearly the same ones after the code has changed.
    """
    by_operator: dict[str, list[Mutant]] = {}
    for mutant in every:
        if only in mutant.name:
            by_operator.setdefault(mutant.operator, []).append(mutant)
    for several in by_operator.values():
        several.sort(key=lambda mutant: hashlib.sha256(f"{seed} {mutant.name}".encode()).digest())
    chosen: list[Mutant] = []
    while len(chosen) < count and any(by_operator.values()):
        for operator in sorted(by_operator):
            if by_operator[operator] and len(chosen) < count:
                chosen.append(by_operator[operator].pop())
    return chosen


def _told(verdict: Verdict, number: int, of: int, reasons: Mapping[str, str]) -> str:
    mutant, judges = verdict.mutant, verdict.judges
    if verdict.killed_by:
        word = "hung   " if verdict.hung else "killed "
        by = f"by {verdict.killed_by}"
    else:
        word = "explained" if mutant.name in reasons else "SURVIVED"
        by = f"{judges.running} tests run it, {len(judges.tests)} tried, {judges.left} more near it"
    where = f"{mutant.file}:{mutant.line}"
    head = f"{number}/{of} {word} {verdict.seconds:.0f} s  {where}  {mutant.operator}  ({by})"
    return f"{head}\n    {mutant.before} → {mutant.after}"


def _sum_up(verdicts: Sequence[Verdict], reasons: Mapping[str, str], names: set[str], seconds: float) -> None:
    alive = [verdict.mutant for verdict in verdicts if not verdict.killed_by]
    survivors = [mutant for mutant in alive if mutant.name not in reasons]
    for mutant in survivors:
        print(f"\nsurvivor at {mutant.file}:{mutant.line}, {mutant.operator}\n{mutant.name}")
    for name in sorted(set(reasons) - names):
        print(f"\nexplains a mutant that is not there any more:\n{name}")
    for name in sorted(set(reasons) & {v.mutant.name for v in verdicts if v.killed_by}):
        print(f"\nis explained, and a test kills it:\n{name}")
    told = {
        "mutants": len(verdicts),
        "killed": len(verdicts) - len(alive),
        "survived": len(survivors),
        "explained": len(alive) - len(survivors),
        "seconds": round(seconds),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
