"""What would let others in is refused before anything is done, in one sentence."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from service.settings import environment_of_children
from service.storage.connections import RoleTooPowerfulError
from service.wiring import build
from tests.tools.patience import AS_LONG_AS_IT_TAKES

HOUSE = Path(__file__).parents[2]


def start(module, environment):
    path = os.pathsep.join([str(HOUSE), *sys.path])
    return subprocess.run(
        [sys.executable, "-m", module],
        env={**environment, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        timeout=AS_LONG_AS_IT_TAKES,
        check=False,
    )


WEB, KEEPER, RECONCILER = "service.web.server", "workers.keeper", "workers.reconciler"
REFUSED = [("SUPERUSER", WEB), ("BYPASSRLS", KEEPER), ("SUPERUSER", RECONCILER)]
OTHERS = [("BYPASSRLS", WEB), ("SUPERUSER", KEEPER), ("BYPASSRLS", RECONCILER)]


@pytest.mark.whole
@pytest.mark.parametrize(
    ("role", "module"), [*REFUSED, *(pytest.param(*each, marks=pytest.mark.long) for each in OTHERS)]
)
def test_a_role_that_sees_everything_is_refused_at_the_start(settings, database, ask, module, role):
    name = f"almighty_{role.lower()}_{database.name}_{module.rpartition('.')[2]}"
    ask(f"CREATE ROLE {name} LOGIN {role}")
    ask(f"GRANT CONNECT ON DATABASE {database.name} TO {name}")
    strong = replace(settings, database_url=settings.database_url.replace("eenmaal_app", name))

    ended = start(module, environment_of_children(strong))

    assert ended.returncode == 1
    assert f"signs in as {name}, a superuser or a role that bypasses row-level security" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_nothing_is_done_as_such_a_role_later_either(settings, database):
    strong = build(replace(settings, database_url=database.superuser_url))

    with pytest.raises(RoleTooPowerfulError), strong.stores.as_dispatcher() as work:
        work.to_send()

    strong.close()


@pytest.mark.whole
@pytest.mark.parametrize("module", ["service.web.server", "workers.keeper", "workers.reconciler", "workers"])
def test_a_key_that_is_too_short_ends_every_program_in_one_sentence(settings, module):
    environment = environment_of_children(settings) | {"EENMAAL_SECRET_KEY": "a"}

    ended = start(module, environment)

    assert ended.returncode in {1, 3}
    assert "eenmaal: EENMAAL_SECRET_KEY has 1 characters" in ended.stderr
    assert "Traceback" not in ended.stderr
