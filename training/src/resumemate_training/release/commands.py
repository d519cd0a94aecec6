"""`resumemate-train merge`, `quantize`, `export` and `push`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from resumemate_llm.cli.terminal import Finite

from ..terminal import say

path = click.Path(path_type=Path)


@click.command()
@click.argument("run", type=path)
@click.option("-o", "--output", type=path, required=True, help="Folder of the merged model.")
@click.option("--model", help="Where the base model is now, if not where it was trained.")
@click.option("--check/--no-check", default=True, help="Compare the answers before and after.")
def merge(run: Path, output: Path, model: str | None, check: bool) -> None:
    """Merge the adapter of a fine-tuning RUN into its base model.

    \b
    Examples:
      resumemate-train merge runs/a -o models/merged
      resumemate-train merge runs/a -o models/merged --model /data/qwen2.5-14b
    """
    from ..merge import merge as run_merge

    done = run_merge(run, output, base=model, check=check)
    agreement = done.result["agreement"]
    said = "not checked" if agreement is None else f"same first choice at {agreement:.1%} of the positions"
    say(f"{output}: merged, {said}")


@click.command()
@click.argument("model", type=path)
@click.option("-o", "--output", type=path, required=True, help="Folder of the quantized model.")
@click.option("--calibration", type=path, required=True, help="A training file, such as train.jsonl.")
@click.option("--held-out", type=path, help="A file for the check before and after, such as test.jsonl.")
@click.option("--samples", type=click.IntRange(1), default=128, show_default=True)
@click.option("--max-length", type=click.IntRange(64), default=8_192, show_default=True, help="Tokens.")
@click.option(
    "--max-loss-rise",
    type=Finite(0),
    default=0.1,
    show_default=True,
    help="Nats for an answer token.",
)
def quantize(model: Path, output: Path, **options: Any) -> None:
    """Quantize a merged MODEL to 4 bits by AWQ, calibrated on our own prompts and answers.

    Exit code 4: the check on held-out answers is worse than allowed. The result is kept.

    \b
    Examples:
      resumemate-train quantize models/merged -o models/awq --calibration data/split/train.jsonl \\
        --held-out data/split/test.jsonl
    """
    from .quantize import quantize as run_quantize

    done = run_quantize(model, output, **options)
    say(f"{output}: {done.result['layers']} layers in 4 bits; vLLM needs no --quantization flag for it")


@click.group()
def export() -> None:
    """Write a merged model in another form: GGUF for llama.cpp, a Modelfile for Ollama."""


@export.command()
@click.argument("model", type=path)
@click.option("-o", "--output", type=path, required=True, help="The file to write, such as model.gguf.")
@click.option(
    "--kind",
    type=click.Choice(["f32", "f16", "bf16", "q8_0", "q4_k_m", "q5_k_m", "q6_k"]),
    default="q4_k_m",
    show_default=True,
)
@click.option("--llama-cpp", type=path, help="Folder of llama.cpp's sources, with the converter.")
@click.option("--fetch", type=path, help="Fetch the converter into this folder (77 MB, once).")
@click.option("--pre-tokenizer", help="For a tokenizer that llama.cpp does not know, such as qwen2.")
def gguf(
    model: Path,
    output: Path,
    kind: str,
    llama_cpp: Path | None,
    fetch: Path | None,
    pre_tokenizer: str | None,
) -> None:
    """Convert an unquantized MODEL to GGUF with llama.cpp's own converter.

    \b
    Examples:
      resumemate-train export gguf models/merged -o models/gguf/model.gguf --fetch .cache/llama
      resumemate-train export gguf models/merged -o models/gguf/model.gguf --kind q8_0 \\
        --llama-cpp ~/llama.cpp
    """
    from .gguf import export_gguf, sources

    if (llama_cpp is None) == (fetch is None):
        raise click.UsageError("name the converter: --llama-cpp FOLDER, or --fetch FOLDER to get it")
    place = llama_cpp or sources(fetch or Path())
    done = export_gguf(model, output, kind=kind, llama_cpp=place, pre_tokenizer=pre_tokenizer)
    say(f"{output}: {done.result['bytes'] / 1e6:.1f} MB, {kind}")


@export.command()
@click.argument("gguf_file", type=path)
@click.option("--model", type=path, required=True, help="The merged model's folder, for its chat template.")
@click.option("--num-ctx", type=click.IntRange(512), default=16_384, show_default=True, help="Tokens.")
@click.option("--num-predict", type=click.IntRange(64), default=8_000, show_default=True, help="Tokens.")
@click.option("--name", default="resumemate-14b", show_default=True)
def ollama(gguf_file: Path, model: Path, num_ctx: int, num_predict: int, name: str) -> None:
    """Write the Modelfile for a GGUF_FILE, beside it.

    \b
    Examples:
      resumemate-train export ollama models/gguf/model.gguf --model models/merged
      cd models/gguf && ollama create resumemate-14b -f Modelfile
    """
    from ..errors import DataError
    from ..finetune.run import load_tokenizer
    from .ollama import write_modelfile

    if not gguf_file.is_file():
        raise DataError("no such file", path=gguf_file, fix="make it with: resumemate-train export gguf")
    tokenizer = load_tokenizer(str(model))
    written = write_modelfile(gguf_file, tokenizer, num_ctx=num_ctx, num_predict=num_predict, name=name)
    say(f"{written}: now run `ollama create {name} -f {written.name}` in {written.parent}")


@click.command()
@click.argument("model", type=path)
@click.argument("target")
@click.option("--name", default="resumemate-14b", show_default=True, help="The card's title.")
@click.option("--license", "license_name", default="apache-2.0", show_default=True)
@click.option("--report", type=path, help="Folder of an evaluation, for the card.")
@click.option("--public", is_flag=True, help="A hub repository that everybody sees; private otherwise.")
def push(model: Path, target: str, **options: Any) -> None:
    """Put a finished MODEL with a card into TARGET: a folder, or hf:OWNER/NAME (needs HF_TOKEN).

    The card is filled from the manifests of every step that led to the model.

    \b
    Examples:
      resumemate-train push models/awq /srv/models/resumemate-14b --report report
      resumemate-train push models/awq hf:example/resumemate-14b-awq
    """
    from .push import push as run_push

    say(f"{run_push(model, target, **options)}: pushed with a model card")
