"""What is evaluated: a provider of the SDK, a server's address, or a file of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from resumemate_llm.errors import ConfigError, MissingExtra
from resumemate_llm.observe.cost import Price, find_price
from resumemate_llm.settings import Settings

from ..asking.courier import ProviderSpec
from ..errors import SetupError

Mode = Literal["free", "enforced"]
Enforcement = Literal["both", "on", "off"]
Plan = Literal["whole", "sections"]
FREE: Final[Mode] = "free"
ENFORCED: Final[Mode] = "enforced"


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """One model of a report. `asked` maps each mode to how it is asked; a model of a file is not asked.

    "free" sends the schema in the prompt alone, "enforced" has the server hold the answer to it. `identity`
    is what the model is, whatever it is called in the report: answers are kept by it.
    """

    label: str
    identity: str
    asked: dict[Mode, ProviderSpec]
    answers: Path | None = None
    served: str = ""
    price: Price | None = None
    network: bool = True

    def key(self, mode: Mode) -> str:
        """The name by which the asker knows the model in a mode."""
        return f"{self.identity} ({mode})"


def read_models(
    models: Sequence[str],
    answers: Sequence[str],
    *,
    enforcement: Enforcement,
    settings: Settings,
    price: Price | None,
) -> list[Model]:
    """The models that the options name: `[LABEL=]PROVIDER`, `[LABEL=]URL[#MODEL]`, and `LABEL=FILE` for answers.

    Raises `SetupError` for one that cannot be asked, and for a label that stands twice.
    """
    found = [_asked(*_labelled(text), enforcement, settings, price) for text in models]
    for text in answers:
        label, path = _labelled(text)
        if not Path(path).is_file():
            raise SetupError(f"--answers {text}: no such file; LABEL=FILE is expected")
        found.append(
            Model(
                label=label or Path(path).stem,
                identity=f"file {path}",
                asked={},
                answers=Path(path),
                network=False,
            )
        )
    labels = [model.label for model in found]
    if twice := sorted({label for label in labels if labels.count(label) > 1}):
        raise SetupError(f"two models are called {twice[0]!r}; name them: --model LABEL={twice[0]}")
    if not found:
        raise SetupError("nothing to evaluate: give --model or --answers")
    return found


def _labelled(text: str) -> tuple[str, str]:
    """`a=b` as (a, b); an address may hold an equals sign itself."""
    label, equals, rest = text.partition("=")
    return (label, rest) if equals and "/" not in label else ("", text)


def _asked(label: str, what: str, enforcement: Enforcement, settings: Settings, price: Price | None) -> Model:
    if what.startswith(("http://", "https://")):
        url, _, served = what.partition("#")
        settings = replace(settings, self_hosted_url=url.rstrip("/"))
        settings = replace(settings, self_hosted_model=served) if served else settings
        what = "self-hosted"
    spec = ProviderSpec(name=what, settings=settings)
    try:
        provider = spec.build()
    except (ConfigError, MissingExtra) as error:
        raise SetupError(f"--model {what}: {error}") from error
    served = getattr(provider, "model", "") or what
    identity = f"{what} {served}" + (f" at {settings.self_hosted_url}" if what == "self-hosted" else "")
    return Model(
        label=label or (served if what == "self-hosted" else what),
        identity=identity,
        asked=_modes(spec, provider.capabilities.enforces_schema, enforcement),
        served=served,
        price=price or find_price(served),
        network=provider.capabilities.network,
    )


def _modes(spec: ProviderSpec, enforces: bool, enforcement: Enforcement) -> dict[Mode, ProviderSpec]:
    """How a provider is asked. One that cannot be told to enforce, or not to, is asked as it is."""
    if spec.name != "self-hosted":
        return {ENFORCED if enforces else FREE: spec}
    both: dict[Mode, ProviderSpec] = {FREE: replace(spec, structure="prompt"), ENFORCED: spec}
    if enforcement == "both":
        return both
    mode = ENFORCED if enforcement == "on" else FREE
    return {mode: both[mode]}
