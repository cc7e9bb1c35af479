"""A service in which something else happens while it makes reports."""

from dataclasses import replace


class Meanwhile:
    """The real engine; while it makes reports for the first time, something else happens."""

    def __init__(self, engine, happens):
        self._engine, self._happens = engine, happens

    def __getattr__(self, name):
        return getattr(self._engine, name)

    def as_of(self, moment):
        return Meanwhile(self._engine.as_of(moment), self._happens)

    def given(self, earlier):
        return Meanwhile(self._engine.given(earlier), self._happens)

    def produce(self, tables, subject, municipality=""):
        made = self._engine.produce(tables, subject, municipality)
        if self._happens:
            self._happens.pop()()
        return made


def in_which(wiring, kind, happens):
    """The same service, whose jobs of one kind take long enough for something to happen."""
    perform = wiring.jobs.perform
    slow = replace(perform[kind], engine=Meanwhile(perform[kind].engine, happens))
    return replace(wiring, jobs=replace(wiring.jobs, perform={**perform, kind: slow}))
