"""Which way of drawing gives the interval that the method prints (decision 34)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp

import numpy as np

DRAWS, PRINTED_DRAWS = 400_000, 20_000
HALF = exp(0.5)
PRINTED = {
    "gross P10": 109,
    "gross P50": 209,
    "gross P90": 412,
    "net P10": 22,
    "net P50": 122,
    "net P90": 326,
    "euro P10": 17,
    "euro P50": 95,
    "euro P90": 256,
    "net < 0": 4.9,
    "handling": 0.78,
    "automated": -0.47,
    "own": -0.18,
    "grain": 0.16,
}
"""burden.md §6 and §0.7."""

Numbers = np.ndarray
Drawn = Mapping[str, Numbers]


@dataclass(frozen=True)
class Way:
    """One way of drawing: minutes without the service and with it."""

    name: str
    gross: Callable[[Drawn], Numbers]
    own: Callable[[Drawn], Numbers]
    review: Callable[[Drawn], Numbers]
    moving: Callable[[Drawn], Numbers] | None = None
    """What the print can have called our own cost, where it is not `own`."""
    fixed: Callable[[Drawn], Numbers] | None = None
    """Handling, where it is not one draw."""


def drawn(seed: int = 7) -> Drawn:
    """Standard normals by name, the automated share and the tariff: the same for every way."""
    chance = np.random.Generator(np.random.PCG64(seed))
    names = ("handling", "select", "check", "correct", "send", "rename", "format", "recode", "regroup")
    more = (
        "derive",
        "grain",
        "manual",
        "own",
        "a",
        "b",
        "c",
        "d",
        "e",
        "review",
        *(f"of {n}" for n in range(6)),
    )
    normals = {name: chance.standard_normal(DRAWS) for name in (*names, *more)}
    return {
        **normals,
        "automated": chance.beta(2, 4, DRAWS),
        "tariff": chance.triangular(40, 45, 56, DRAWS),
    }


def times(z: Drawn, name: str, minutes: float, spread: float = 2) -> Numbers:
    return minutes * np.exp(z[name] * np.log(spread))


def manual(z: Drawn) -> Numbers:
    return times(z, "manual", 20)


def columns(z: Drawn) -> Numbers:
    kinds = {"rename": 5, "format": 9, "recode": 9, "regroup": 5, "derive": 8}
    return sum(times(z, name, minutes) for name, minutes in kinds.items())


def handling(z: Drawn) -> Numbers:
    return times(z, "handling", 32)


def four(z: Drawn) -> Numbers:
    return sum(times(z, name, minutes) for name, minutes in _FOUR.items())


_FOUR = {"select": 10, "check": 10, "correct": 10, "send": 2}


def kept(z: Drawn) -> Numbers:
    return 1 - z["automated"]


def usual(z: Drawn) -> Numbers:
    return kept(z) * (6 * handling(z) + columns(z) + times(z, "grain", 30)) + manual(z)


def own(spread: float) -> Callable[[Drawn], Numbers]:
    return lambda z: times(z, "own", 37, spread)


def parts(spread: float) -> Callable[[Drawn], Numbers]:
    sizes = {"a": 10, "b": 10, "c": 10, "d": 2, "e": 5}
    return lambda z: sum(times(z, name, minutes, spread) for name, minutes in sizes.items())


def review(spread: float) -> Callable[[Drawn], Numbers]:
    return lambda z: times(z, "review", 18, spread)


def still(minutes: float) -> Callable[[Drawn], Numbers]:
    return lambda z: np.full(DRAWS, float(minutes)) + 0 * z["own"]


def every(z: Drawn) -> Numbers:
    return sum(times(z, f"of {number}", 32) for number in range(6))


def each_delivery(z: Drawn) -> Numbers:
    return kept(z) * (every(z) + columns(z) + times(z, "grain", 30)) + manual(z)


WAYS = (
    Way("chosen: own 37 and review 18, each e^½", usual, own(HALF), review(HALF)),
    Way(
        "handling in four draws",
        lambda z: usual(z) + 6 * kept(z) * (four(z) - handling(z)),
        own(HALF),
        review(HALF),
        fixed=four,
    ),
    Way("handling drawn for each delivery", each_delivery, own(HALF), review(HALF), fixed=every),
    Way("by hand automated too", lambda z: usual(z) - z["automated"] * manual(z), own(HALF), review(HALF)),
    Way(
        "all columns one draw",
        lambda z: usual(z) + kept(z) * (times(z, "format", 36) - columns(z)),
        own(HALF),
        review(HALF),
    ),
    Way("own 2, review 2", usual, own(2), review(2)),
    Way("own 2, review held", usual, own(2), still(18)),
    Way("own 1.7, review held (the fit before)", usual, own(1.7), still(18)),
    Way("own 1.5, review 2", usual, own(1.5), review(2)),
    Way("own 1.5, review 1.5", usual, own(1.5), review(1.5)),
    Way("own and review one draw of 55, 2", usual, lambda z: times(z, "own", 55), still(0)),
    Way("own and review one draw of 55, e^½", usual, lambda z: times(z, "own", 55, HALF), still(0)),
    Way("own in five draws of 2, review held", usual, parts(2), still(18)),
    Way("own in five draws of 2, review 2", usual, parts(2), review(2)),
    Way("own in five draws of e^½, review e^½", usual, parts(HALF), review(HALF)),
    Way(
        "own 32 moves with handling, review 2",
        usual,
        lambda z: handling(z) + 5,
        review(2),
        lambda z: z["review"],
    ),
    Way("own and review held", usual, still(37), still(18), lambda z: z["own"]),
)


def figures(way: Way, z: Drawn) -> tuple[dict[str, float], dict[str, float]]:
    """Every printed figure in this way of drawing, and the standard error of the printed one."""
    gross, spent = way.gross(z), way.own(z)
    net = gross - spent - way.review(z) - manual(z)
    found, errors = {}, {}
    for name, values in (("gross", gross), ("net", net), ("euro", net * z["tariff"] / 60)):
        for share in (10, 50, 90):
            below, value, above = np.percentile(values, [share - 1, share, share + 1])
            sampling = np.sqrt(share * (100 - share) / PRINTED_DRAWS) * (above - below) / 2
            found[f"{name} P{share}"] = float(value)
            errors[f"{name} P{share}"] = float(np.hypot(sampling, 0.29))
    found["net < 0"], errors["net < 0"] = 100 * float((net < 0).mean()), 0.156
    moving = way.moving(z) if way.moving else spent
    fixed = way.fixed(z) if way.fixed else z["handling"]
    inputs = {"handling": fixed, "automated": z["automated"], "own": moving, "grain": z["grain"]}
    order = _ranks(net)
    for name, values in inputs.items():
        found[name] = float(np.corrcoef(_ranks(values), order)[0, 1])
        errors[name] = float(np.hypot((1 - found[name] ** 2) / np.sqrt(PRINTED_DRAWS), 0.0029))
    return found, errors


def _ranks(values: Numbers) -> Numbers:
    ranks = np.empty(len(values))
    ranks[np.argsort(values)] = np.arange(len(values))
    return ranks


def main() -> None:
    z = drawn()
    print("| way of drawing | gross | net | P(net < 0) | own | furthest off, in standard errors |")
    print("|---|---|---|---|---|---|")
    for way in WAYS:
        found, errors = figures(way, z)
        off = {name: (found[name] - PRINTED[name]) / errors[name] for name in PRINTED}
        worst = max(off, key=lambda name: abs(off[name]))
        intervals = " | ".join(
            f"{found[f'{of} P50']:.0f} [{found[f'{of} P10']:.0f}–{found[f'{of} P90']:.0f}]"
            for of in ("gross", "net")
        )
        chance, own_cost = f"{found['net < 0']:.1f} %", f"{found['own']:.2f}"
        print(f"| {way.name} | {intervals} | {chance} | {own_cost} | {worst}: {off[worst]:+.1f} |")


if __name__ == "__main__":
    main()
