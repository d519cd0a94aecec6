"""Rent a GPU at Vast.ai for the model, with TLS to it.

    pip install 'vastai>=1.9,<2' && vastai set api-key ...
    python docker/vast/deploy.py offers
    python docker/vast/deploy.py create [OFFER] --image docker.io/me/resumemate-llm:14b-vast
    python docker/vast/deploy.py connect INSTANCE     # the SDK's settings, once the instance runs
    python docker/vast/deploy.py destroy INSTANCE

An instance has a random port on a shared public address and no name. So `create` makes a certificate for that
address and a key for clients, hands both to the instance (docker/vast/start.py), and keeps them in the folder
.vast/INSTANCE; `connect` trusts that certificate and no other for the address. --dry-run works without the
vastai tool and shows no secret.
"""

from __future__ import annotations

import argparse
import base64
import json
import secrets
import shlex
import shutil
import ssl
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

GPUS = ("RTX_4090", "RTX_3090", "L40S", "A100_SXM4", "A100_PCIE", "H100_SXM")
FILTER = (
    "num_gpus=1 cuda_vers>=13.0 driver_version>=580 reliability>0.98 verified=True rentable=True "
    "inet_down>500 disk_space>={disk} direct_port_count>=2 static_ip=True"
)
"""One card with a driver for CUDA 13 (GeForce has no way round it), a fast line for an image of 20 GB, ports of
its own, and an address that stays, because the certificate is for it."""
TLS_PORT, PLAIN_PORT = 8443, 8000
CERTIFICATE_DAYS = 90
STATE = Path(".vast")
PLAIN_WARNING = """\
WARNING: without TLS everybody between you and the machine can read every resume, and the key with it; and the
server's own key guards /v1 only: /invocations generates, and /pause stops it, without any. Use this for
invented resumes alone."""


class Failure(Exception):
    """Something that was asked for cannot be done; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except Failure as failure:
        print(f"vast: {failure}", file=sys.stderr)
        return 1
    return 0


def offers(options: argparse.Namespace) -> None:
    """Show the cheapest machines that fit."""
    _run(search_command(options, limit=10), dry_run=options.dry_run)


def search_command(options: argparse.Namespace, *, limit: int) -> list[str]:
    """The command that looks for machines that fit, the cheapest first."""
    query = f"gpu_name={options.gpu} {FILTER.format(disk=options.disk)}"
    paging = ["--limit", str(limit), "--storage", str(options.disk)]
    return ["vastai", "search", "offers", query, "--order", "dph", *paging]


def create(options: argparse.Namespace) -> None:
    """Rent the machine of an offer, the cheapest that fits where none is named."""
    if options.plain:
        print(PLAIN_WARNING, file=sys.stderr)
    if options.dry_run:
        if options.offer is None:
            print(shlex.join([*search_command(options, limit=1), "--raw"]))
        command = create_command(options, {"VLLM_API_KEY": "...", **_tls_variables("...", "...", options)})
        print(shlex.join(command))
        return
    offer = _offer(options)
    options.offer = offer["id"]
    for line in price_lines(offer, options.disk):
        print(line, file=sys.stderr)
    if not options.yes and input("rent it? [y/N] ").strip().lower() not in ("y", "yes"):
        raise Failure("nothing was rented")
    draft = STATE / f"offer-{options.offer}"
    key = _new_secrets(draft, str(offer["public_ipaddr"]).strip(), tls=not options.plain)
    files = {} if options.plain else _encoded(draft)
    command = create_command(options, {"VLLM_API_KEY": key} | files)
    made = _json(command)
    if not made.get("success") or "new_contract" not in made:
        raise Failure(f"Vast.ai did not rent it: {made.get('msg') or made.get('error') or 'no reason given'}")
    draft.rename(STATE / str(made["new_contract"]))
    print(made["new_contract"])
    print(f"next: connect {made['new_contract']}; undo: destroy {made['new_contract']}", file=sys.stderr)


def create_command(options: argparse.Namespace, variables: Mapping[str, str]) -> list[str]:
    """The command that rents. An empty --args comes last: it alone makes Vast start the image's own entry
    point; without it the entry point is replaced by an SSH server."""
    port = PLAIN_PORT if options.plain else TLS_PORT
    pairs = {"SERVE_GPU": options.preset, "SERVE_PLATFORM": "vast"} | dict(variables)
    env = " ".join([f"-p {port}:{port}", *(f"-e {name}={value}" for name, value in pairs.items())])
    login = ["--login", options.login] if options.login else []
    return [
        *("vastai", "create", "instance", str(options.offer or "OFFER"), "--image", options.image),
        *("--disk", str(options.disk), "--label", "resumemate-llm", "--cancel-unavail"),
        *login,
        *("--env", env, "--raw", "--args"),
    ]


def connect(options: argparse.Namespace) -> None:
    """Print the SDK's settings for a running instance, for eval or a file."""
    command = ["vastai", "show", "instance", str(options.instance), "--raw"]
    if options.dry_run:
        print(shlex.join(command))
        return
    found = _json(command)
    folder = STATE / str(options.instance)
    for name, value in settings(found, folder).items():
        print(f"export {name}={shlex.quote(value)}")


def settings(instance: Mapping[str, Any], folder: Path) -> dict[str, str]:
    """The SDK's environment for an instance whose secrets are in `folder`.

    Raises `Failure` where the instance does not run yet, has no port, or has another address than the
    certificate is for.
    """
    if instance.get("actual_status") != "running":
        state = instance.get("actual_status") or "being made"
        raise Failure(f"the instance is {state} ({instance.get('status_msg') or 'no message'}); try again")
    address = str(instance.get("public_ipaddr", "")).strip()
    ports = instance.get("ports") or {}
    has_tls = (folder / "cert.pem").exists()
    mapped = ports.get(f"{TLS_PORT if has_tls else PLAIN_PORT}/tcp")
    if not mapped:
        raise Failure("the instance has no public port; was it made by create, and has the host open ports?")
    if has_tls and (folder / "address").read_text(encoding="utf-8") != address:
        raise Failure(f"the address is {address} now, and the certificate is for another; destroy and create")
    found = {
        "SELF_HOSTED_LLM_URL": f"{'https' if has_tls else 'http'}://{address}:{mapped[0]['HostPort']}/v1",
        "SELF_HOSTED_LLM_API_KEY": (folder / "key").read_text(encoding="utf-8"),
    }
    if has_tls:
        return found | {"SSL_CERT_FILE": str(_bundle(folder).resolve())}
    print(PLAIN_WARNING, file=sys.stderr)
    return found


def destroy(options: argparse.Namespace) -> None:
    """End an instance; stopping it would go on costing its disk."""
    _run(["vastai", "destroy", "instance", str(options.instance), "--yes"], dry_run=options.dry_run)
    if not options.dry_run:
        shutil.rmtree(STATE / str(options.instance), ignore_errors=True)


def price_lines(offer: Mapping[str, Any], disk: int) -> list[str]:
    """What an offer costs, in words; `storage_cost` is dollars for a gigabyte and month."""
    hour, storage = float(offer["dph_total"]), float(offer.get("storage_cost") or 0.0) * disk
    card = f"{offer.get('gpu_name')}, driver {offer.get('driver_version')}"
    return [
        f"{card}: ${hour:.3f} an hour, ${hour * 24:.2f} a day, as long as it exists",
        f"stopped, its disk of {disk} GB still costs ${storage:.2f} a month; traffic is billed besides",
    ]


def _offer(options: argparse.Namespace) -> dict[str, Any]:
    by_id = ["vastai", "search", "offers", f"id={options.offer}", "--storage", str(options.disk)]
    search = search_command(options, limit=1) if options.offer is None else by_id
    found: Any = _json([*search, "--raw"])
    if not found and options.offer is None:
        raise Failure("no machine fits now; try later, or another --gpu")
    if not found:
        raise Failure(f"there is no offer {options.offer} any more; look again with: offers")
    offer: dict[str, Any] = found[0]
    if not str(offer.get("public_ipaddr") or "").strip():
        raise Failure("this offer does not tell its address, which the certificate is made for; take another")
    return offer


def _new_secrets(folder: Path, address: str, *, tls: bool) -> str:
    """Make the clients' key and, for TLS, a certificate for the address; returns the key."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    key = secrets.token_hex(32)
    for name, text in (("key", key), ("address", address)):
        (folder / name).touch(mode=0o600)
        (folder / name).write_text(text, encoding="utf-8")
    if tls:
        make_certificate(folder, address)
    return key


def make_certificate(folder: Path, address: str) -> None:
    """Write key.pem and cert.pem for an IP address into `folder`. Raises `Failure` without openssl."""
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    made += ["-days", str(CERTIFICATE_DAYS), "-subj", "/CN=resumemate-llm"]
    made += ["-addext", f"subjectAltName=IP:{address}", "-keyout", "key.pem", "-out", "cert.pem"]
    try:
        done = subprocess.run(made, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        raise Failure("openssl is not installed; it makes the certificate") from None
    if done.returncode:
        raise Failure(f"openssl made no certificate: {done.stderr.strip().splitlines()[-1]}")
    (folder / "key.pem").chmod(0o600)


def _bundle(folder: Path) -> Path:
    """The system's certificates and the instance's: the SDK's other providers must stay reachable."""
    known = ssl.get_default_verify_paths().cafile
    parts = [Path(known).read_text(encoding="utf-8")] if known else []
    bundle = folder / "ca-bundle.pem"
    text = "\n".join([*parts, (folder / "cert.pem").read_text(encoding="utf-8")])
    bundle.write_text(text, encoding="utf-8")
    return bundle


def _encoded(folder: Path) -> dict[str, str]:
    files = {"TLS_CERT_B64": "cert.pem", "TLS_KEY_B64": "key.pem"}
    return {name: base64.b64encode((folder / file).read_bytes()).decode() for name, file in files.items()}


def _tls_variables(certificate: str, key: str, options: argparse.Namespace) -> dict[str, str]:
    return {} if options.plain else {"TLS_CERT_B64": certificate, "TLS_KEY_B64": key}


def _json(command: Sequence[str]) -> Any:
    """What a vastai command prints with --raw."""
    done = _call(command, capture=True)
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise Failure(f"vastai said: {(done.stderr or done.stdout).strip()[:300]}") from None


def _run(command: Sequence[str], *, dry_run: bool) -> None:
    if dry_run:
        print(shlex.join(command))
    elif code := _call(command, capture=False).returncode:
        raise Failure(f"vastai ended with code {code}")


def _call(command: Sequence[str], *, capture: bool) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(command, capture_output=capture, text=True, check=False)  # noqa: S603  no shell
    except FileNotFoundError:
        raise Failure("vastai is not installed: pip install 'vastai>=1.9,<2'") from None


def _parser() -> argparse.ArgumentParser:
    text = (__doc__ or "").split("\n\n")
    parser = argparse.ArgumentParser(
        prog="deploy.py",
        description=text[0],
        epilog="\n\n".join(text[1:]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for function in (offers, create, connect, destroy):
        command = commands.add_parser(function.__name__, help=function.__doc__, description=function.__doc__)
        command.set_defaults(run=function)
        command.add_argument("--dry-run", action="store_true", help="print the command, run nothing")
        if function in (offers, create):
            command.add_argument(
                "--disk", type=int, default=60, metavar="GB", help="default 60, fixed for good"
            )
            command.add_argument("--gpu", choices=GPUS, default=GPUS[0], help=f"default {GPUS[0]}")
        if function is create:
            command.add_argument("offer", type=int, nargs="?", help="an id of `offers`; else the cheapest")
            command.add_argument("--image", required=True, help="made by docker/vast/Dockerfile, and pushed")
            command.add_argument("--login", help="'-u USER -p TOKEN docker.io', for a private registry")
            command.add_argument("--preset", default="4090", help="SERVE_GPU (default 4090)")
            command.add_argument(
                "--plain", action="store_true", help="no TLS; needs the plain image. Do not."
            )
            command.add_argument("--yes", action="store_true", help="do not ask")
        if function in (connect, destroy):
            command.add_argument("instance", type=int, help="the id that `create` printed")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
