"""Put an endpoint definition on RunPod Serverless.

    pip install 'runpod>=1.12,<2'
    export RUNPOD_API_KEY=...
    python docker/runpod/deploy.py create docker/runpod/load-balancing.toml --image docker.io/me/resumemate-llm:14b

A definition is a TOML file; load-balancing.toml and queue.toml stand beside this script. What it will cost is
shown before anything is created, with the prices of docker/prices.toml.

The `runpod` package finds the account's endpoints and their workers. Its `create_endpoint` knows neither
the kind of an endpoint nor a CUDA floor nor how to change one, so those go to the same GraphQL API directly.
"""

from __future__ import annotations

import difflib
import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, TypeVar

import click

PRICES = Path(__file__).parents[1] / "prices.toml"
PLACEHOLDER = "/YOU/"
LB_REQUEST_LIMIT = 330
"""Seconds after which RunPod ends a request to a load-balancing endpoint."""
T = TypeVar("T", "Template", "Definition")
_SAVE_TEMPLATE = (
    "mutation Save($input: SaveTemplateInput) { saveTemplate(input: $input) { id name imageName } }"
)
_SAVE_ENDPOINT = """mutation Save($input: EndpointInput!) {
  saveEndpoint(input: $input) { id name type templateId gpuIds workersMin workersMax idleTimeout }
}"""
_DELETE_ENDPOINT = "mutation Delete($id: String!) { deleteEndpoint(id: $id) }"
_TEMPLATES = "query { myself { podTemplates { id name } } }"


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """The container: `disk_gb` holds the image, `ports` are those that RunPod may send requests to, and
    `registry_auth_id` is the id of a private registry's login, saved in RunPod's console."""

    image: str
    registry_auth_id: str = ""
    disk_gb: int = 60
    ports: str = ""
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """An endpoint. `type` is LB (load balancing) or QB (queue); `gpus` are RunPod's pools in order of
    preference; times are in seconds; `execution_timeout` bounds one job of a queue endpoint."""

    name: str
    type: Literal["LB", "QB"]
    gpus: tuple[str, ...]
    template: Template
    workers_min: int = 0
    workers_max: int = 3
    idle_timeout: int = 60
    scaler: Literal["REQUEST_COUNT", "QUEUE_DELAY"] = "REQUEST_COUNT"
    scaler_value: int = 4
    execution_timeout: int = 600
    min_cuda_version: str = "13.0"
    flashboot: bool = True

    @property
    def url(self) -> str:
        """What the SDK is given, with ENDPOINT_ID in place of the id."""
        if self.type == "LB":
            return "SELF_HOSTED_LLM_URL=https://ENDPOINT_ID.api.runpod.ai/v1 SELF_HOSTED_LLM_API_KEY=$RUNPOD_API_KEY"
        return "LLM_PROVIDER=runpod RUNPOD_ENDPOINT_ID=ENDPOINT_ID"


def read_definition(path: Path, image: str | None = None) -> Definition:
    """The definition in a TOML file, with another image where one is given.

    Raises `click.UsageError` for what cannot work, with the file's name and the key.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise click.UsageError(f"{path}: {error}") from None
    container = dict(data.get("template", {}))
    if image:
        container["image"] = image
    template = _build(Template, container, f"{path}: [template]")
    endpoint = _build(
        Definition, data | {"template": template, "gpus": tuple(data.get("gpus", ()))}, str(path)
    )
    for problem in _problems(endpoint):
        raise click.UsageError(f"{path}: {problem}")
    return endpoint


def _build(kind: type[T], data: Mapping[str, Any], where: str) -> T:
    known = [each.name for each in fields(kind)]
    for key in data:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            raise click.UsageError(
                f"{where}: unknown key {key}" + (f"; did you mean {near[0]}?" if near else "")
            )
    try:
        return kind(**data)
    except TypeError as error:
        raise click.UsageError(f"{where}: {str(error).rpartition('()')[2].strip()}") from None


def _problems(endpoint: Definition) -> Sequence[str]:
    env = endpoint.template.env
    prices = flex_prices()
    unknown = [gpu for gpu in endpoint.gpus if gpu not in prices]
    found = {
        f"type is LB or QB, not {endpoint.type}": endpoint.type not in ("LB", "QB"),
        f"gpus: unknown pools {unknown}; known: {', '.join(prices)}": bool(unknown or not endpoint.gpus),
        "workers_min must not be above workers_max": endpoint.workers_min > endpoint.workers_max,
        "template.env: PORT must be one of template.ports, or RunPod asks port 80": endpoint.type == "LB"
        and f"{env.get('PORT')}/http" not in endpoint.template.ports.split(","),
        "template.env: VLLM_API_KEY and RunPod's own key would share the Authorization header": "VLLM_API_KEY"
        in env,
        f"execution_timeout is for QB; a request to LB ends after {LB_REQUEST_LIMIT} s": endpoint.type == "LB"
        and endpoint.execution_timeout != 600,
    }
    return [problem for problem, is_so in found.items() if is_so]


def flex_prices() -> dict[str, float]:
    """Dollars a second by RunPod's GPU pool."""
    prices: dict[str, float] = _prices()["runpod"]["flex"]
    return prices


def _prices() -> dict[str, Any]:
    return tomllib.loads(PRICES.read_text(encoding="utf-8"))


def price_lines(endpoint: Definition) -> list[str]:
    """What the endpoint costs, in words."""
    seconds = [flex_prices()[gpu] for gpu in endpoint.gpus]
    hour = max(seconds) * 3600
    idle = max(seconds) * endpoint.idle_timeout
    still = hour * endpoint.workers_min
    return [
        f"prices of {_prices()['as_of']}, dearest of the pools {', '.join(endpoint.gpus)}:",
        f"  one worker       ${hour:.2f} an hour while it runs, loading the model included",
        f"  {endpoint.workers_max} workers        ${hour * endpoint.workers_max:.2f} an hour at the most",
        f"  each idle tail   ${idle:.4f} ({endpoint.idle_timeout} s)",
        f"  nobody asks      ${still:.2f} an hour ({endpoint.workers_min} workers stay awake)",
    ]


def template_input(endpoint: Definition, template_id: str | None = None) -> dict[str, Any]:
    """The container as RunPod's GraphQL API takes it."""
    template = endpoint.template
    return ({"id": template_id} if template_id else {}) | {
        "name": f"{endpoint.name}-template",
        "imageName": template.image,
        "containerDiskInGb": template.disk_gb,
        "volumeInGb": 0,
        "dockerArgs": "",
        "ports": template.ports,
        "env": [{"key": name, "value": value} for name, value in template.env.items()],
        "isServerless": True,
        "readme": "",
        **({"containerRegistryAuthId": template.registry_auth_id} if template.registry_auth_id else {}),
    }


def endpoint_input(endpoint: Definition, template_id: str, endpoint_id: str | None = None) -> dict[str, Any]:
    """The endpoint as RunPod's GraphQL API takes it."""
    return ({"id": endpoint_id} if endpoint_id else {}) | {
        "name": endpoint.name,
        "type": endpoint.type,
        "templateId": template_id,
        "gpuIds": ",".join(endpoint.gpus),
        "workersMin": endpoint.workers_min,
        "workersMax": endpoint.workers_max,
        "idleTimeout": endpoint.idle_timeout,
        "scalerType": endpoint.scaler,
        "scalerValue": endpoint.scaler_value,
        "minCudaVersion": endpoint.min_cuda_version,
        **({"executionTimeoutMs": endpoint.execution_timeout * 1000} if endpoint.type == "QB" else {}),
        **({"flashBootType": "FLASHBOOT"} if endpoint.flashboot else {}),
    }


class RunPod:
    """The account that RUNPOD_API_KEY opens."""

    def __init__(self) -> None:
        import runpod

        key = os.environ.get("RUNPOD_API_KEY", "").strip()
        if not key:
            raise click.UsageError(
                "RUNPOD_API_KEY is not set; make a key in RunPod's console, under Settings"
            )
        self._runpod: Any = runpod
        self._runpod.api_key = key

    def endpoint(self, name: str) -> dict[str, Any] | None:
        """The account's endpoint of that name; RunPod adds -fb to names with FlashBoot."""
        with _explained():
            found: list[dict[str, Any]] = self._runpod.get_endpoints()
        return next((each for each in found if each["name"].removesuffix("-fb").strip() == name), None)

    def template_id(self, name: str) -> str | None:
        """The id of the account's template of that name."""
        templates = self.graphql(_TEMPLATES)["myself"]["podTemplates"]
        return next((each["id"] for each in templates if each["name"] == name), None)

    def save(self, endpoint: Definition, endpoint_id: str | None) -> dict[str, Any]:
        """Create the endpoint, or change the one with the id. A template that is there already is reused, so
        a run that broke off between the two can be repeated."""
        known = self.template_id(template_input(endpoint)["name"])
        template = self.graphql(_SAVE_TEMPLATE, input=template_input(endpoint, known))["saveTemplate"]
        values = endpoint_input(endpoint, template["id"], endpoint_id)
        saved: dict[str, Any] = self.graphql(_SAVE_ENDPOINT, input=values)["saveEndpoint"]
        return saved

    def workers(self, endpoint_id: str) -> dict[str, Any]:
        """Workers and jobs of an endpoint, by their state."""
        with _explained():
            health: dict[str, Any] = self._runpod.Endpoint(endpoint_id).health()
        return health

    def graphql(self, query: str, **variables: object) -> dict[str, Any]:
        """One question to the API. Raises `click.ClickException` with RunPod's reason."""
        import requests

        body: Any = {"query": query, "variables": variables}
        base = os.environ.get("RUNPOD_API_BASE_URL", "https://api.runpod.io")
        with _explained():
            response = requests.post(
                f"{base}/graphql",
                json=body,
                headers={"Authorization": f"Bearer {self._runpod.api_key}"},
                timeout=30,
            )
        if response.status_code == 401:
            raise click.ClickException("RunPod refused the key; check RUNPOD_API_KEY")
        try:
            answer = response.json()
        except ValueError:
            raise click.ClickException(f"RunPod answered HTTP {response.status_code} without JSON") from None
        if answer.get("errors"):
            raise click.ClickException(f"RunPod: {answer['errors'][0].get('message', 'no reason given')}")
        data: dict[str, Any] = answer["data"]
        return data


class _explained:
    """Turns the errors of `runpod` and `requests` into one line, which holds no key."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, *_: object) -> None:
        import requests
        from runpod import error as runpod_error

        if isinstance(error, runpod_error.AuthenticationError):
            raise click.ClickException("RunPod refused the key; check RUNPOD_API_KEY") from None
        if isinstance(error, runpod_error.QueryError | requests.HTTPError):
            raise click.ClickException(f"RunPod: {error}") from None
        if isinstance(error, requests.RequestException):
            raise click.ClickException(f"RunPod cannot be reached ({type(error).__name__})") from None


definition_file = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
image = click.option("--image", help="Another image than the definition's.")
dry = click.option("--dry-run", is_flag=True, help="Show what would be sent; no key and no network needed.")
yes = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group(help=__doc__.splitlines()[0] if __doc__ else None)
def main() -> None: ...


@main.command()
@definition_file
@image
@dry
@yes
def create(file: Path, image: str | None, dry_run: bool, yes: bool) -> None:
    """Create the endpoint of FILE. Undo: delete FILE."""
    _save(file, image, dry_run=dry_run, yes=yes, new=True)


@main.command()
@definition_file
@image
@dry
@yes
def update(file: Path, image: str | None, dry_run: bool, yes: bool) -> None:
    """Change the endpoint of FILE to what it says now. Undo: update with the old file."""
    _save(file, image, dry_run=dry_run, yes=yes, new=False)


@main.command()
@definition_file
@dry
def status(file: Path, dry_run: bool) -> None:
    """The endpoint's settings, workers and jobs, as JSON."""
    endpoint = read_definition(file)
    if dry_run:
        click.echo(f"would read the endpoint {endpoint.name} and its /health")
        return
    account = RunPod()
    found = _existing(account, endpoint)
    click.echo(json.dumps({"endpoint": found, "health": account.workers(found["id"])}, indent=2))


@main.command("scale-to-zero")
@definition_file
@dry
def scale_to_zero(file: Path, dry_run: bool) -> None:
    """End every worker: nothing runs and nothing is billed. Undo: update FILE."""
    _scale(file, dry_run=dry_run)


@main.command()
@definition_file
@dry
@yes
def delete(file: Path, dry_run: bool, yes: bool) -> None:
    """End every worker and delete the endpoint. Undo: create FILE, under another id."""
    endpoint = read_definition(file)
    if dry_run:
        click.echo(f"would end the workers of {endpoint.name} and delete it")
        return
    account = RunPod()
    found = _existing(account, endpoint)
    _confirm(f"delete {endpoint.name} ({found['id']})?", yes=yes)
    _end_workers(account, endpoint, found)
    account.graphql(_DELETE_ENDPOINT, id=found["id"])
    click.echo(f"deleted {found['id']}")


def _save(file: Path, image: str | None, *, dry_run: bool, yes: bool, new: bool) -> None:
    endpoint = read_definition(file, image)
    for line in price_lines(endpoint):
        click.echo(line, err=True)
    if dry_run:
        shown = {
            "saveTemplate": template_input(endpoint),
            "saveEndpoint": endpoint_input(endpoint, "TEMPLATE_ID"),
        }
        click.echo(json.dumps(shown, indent=2))
        return
    if PLACEHOLDER in endpoint.template.image:
        raise click.UsageError(
            f"{file}: put your registry in place of YOU in template.image, or give --image"
        )
    account = RunPod()
    found = account.endpoint(endpoint.name)
    if new and found:
        raise click.UsageError(f"{endpoint.name} exists ({found['id']}); change it with: update {file}")
    if not new and not found:
        raise click.UsageError(f"there is no endpoint {endpoint.name}; make it with: create {file}")
    _confirm(f"{'create' if new else 'change'} {endpoint.name}?", yes=yes)
    saved = account.save(endpoint, found["id"] if found else None)
    click.echo(json.dumps(saved, indent=2))
    click.echo(endpoint.url.replace("ENDPOINT_ID", saved["id"]), err=True)


def _scale(file: Path, *, dry_run: bool) -> None:
    endpoint = read_definition(file)
    if dry_run:
        click.echo(f"would set workersMin and workersMax of {endpoint.name} to 0")
        return
    account = RunPod()
    found = _existing(account, endpoint)
    _end_workers(account, endpoint, found)
    click.echo(f"{endpoint.name} ({found['id']}) has no workers now; bring them back with: update {file}")


def _end_workers(account: RunPod, endpoint: Definition, found: Mapping[str, Any]) -> None:
    values = endpoint_input(endpoint, found["templateId"], found["id"]) | {"workersMin": 0, "workersMax": 0}
    account.graphql(_SAVE_ENDPOINT, input=values)


def _existing(account: RunPod, endpoint: Definition) -> dict[str, Any]:
    found = account.endpoint(endpoint.name)
    if found is None:
        raise click.UsageError(f"there is no endpoint {endpoint.name} in this account")
    return {name: value for name, value in found.items() if name not in ("aiKey", "env", "userId")}


def _confirm(question: str, *, yes: bool) -> None:
    if not yes:
        click.confirm(question, abort=True, err=True)


if __name__ == "__main__":
    main()
