"""GGUF for llama.cpp, LM Studio and Ollama, by llama.cpp's own converter.

The converter is no package of its own. It comes with llama.cpp's sources, which the source distribution of
llama-cpp-python carries under `vendor/`; `sources` fetches that once and unpacks the megabyte that is needed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..errors import DataError, SetupError, StepFailed
from ..manifest import Manifest, Step
from ..terminal import say, say_skipped

LLAMA_CPP_PYTHON: Final = "0.3.36"
CONVERTER: Final = "convert_hf_to_gguf.py"
WANTED: Final = (CONVERTER, "convert_lora_to_gguf.py", "conversion", "gguf-py")
DIRECT: Final = ("f32", "f16", "bf16", "q8_0")
"""Types that the converter writes itself; the others need llama.cpp's quantizer."""
KINDS: Final = (*DIRECT, "q4_k_m", "q5_k_m", "q6_k")
_WITH_TOKENIZER: Final = (
    "import runpy, sys; sys.path[:0] = [sys.argv[1] + '/gguf-py', sys.argv[1]]; import conversion.base as b; "
    "name = sys.argv[2]; b.TextModel.get_vocab_base_pre = lambda self, tokenizer: name; "
    "script = sys.argv[1] + '/convert_hf_to_gguf.py'; sys.argv = [script, *sys.argv[3:]]; "
    "runpy.run_path(script, run_name='__main__')"
)


def export_gguf(
    model: Path, output: Path, *, kind: str = "q4_k_m", llama_cpp: Path, pre_tokenizer: str | None = None
) -> Manifest:
    """Write `model` (an unquantized folder) as the file `output`, of the type `kind`.

    `llama_cpp` is the folder of the converter. `pre_tokenizer` asserts the word splitting of a tokenizer
    that llama.cpp does not know, such as "qwen2" for a tokenizer trained here; with a wrong one the model
    reads other tokens than it was trained on. Raises `StepFailed` where the converter refuses the model.
    """
    if not (llama_cpp / CONVERTER).is_file():
        raise SetupError(f"{llama_cpp}: no {CONVERTER} in it; name llama.cpp's sources, or use --fetch")
    options = {"kind": kind, "pre_tokenizer": pre_tokenizer}
    name = f"gguf-{output.stem}"
    step = Step(
        name, output.parent, inputs={"model": model}, options=options, tools=("llama-cpp-python", "torch")
    )
    if (done := step.finished()) is not None:
        say_skipped(done)
        return done
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=output.parent) as place:
        direct = kind if kind in DIRECT else "f16"
        whole = Path(place) / f"{direct}.gguf"
        _convert(model, whole, direct, llama_cpp, pre_tokenizer)
        if kind not in DIRECT:
            smaller = Path(place) / f"{kind}.gguf"
            _quantize(whole, smaller, kind)
            whole = smaller
        whole.replace(output)
    return step.finish(outputs=[output], result={"kind": kind, "bytes": output.stat().st_size})


def _convert(model: Path, output: Path, kind: str, sources_: Path, pre_tokenizer: str | None) -> None:
    arguments = [str(model), "--outfile", str(output), "--outtype", kind]
    if pre_tokenizer:
        command = [sys.executable, "-c", _WITH_TOKENIZER, str(sources_), pre_tokenizer, *arguments]
    else:
        command = [sys.executable, str(sources_ / CONVERTER), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode == 0 and output.is_file():
        return
    last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no message")
    fix = ""
    if "pre-tokenizer was not recognized" in done.stderr:
        fix = "; for a tokenizer in the way of Qwen2.5 add --pre-tokenizer qwen2"
    raise StepFailed(f"{model}: the converter refused it: {last.strip()}{fix}")


def _quantize(source: Path, output: Path, kind: str) -> None:
    """By llama-cpp-python where it is installed, else by the program llama-quantize on the path."""
    if (program := shutil.which("llama-quantize")) is not None:
        command: Sequence[str] = (program, str(source), str(output), kind.upper())
        if subprocess.run(command, check=False).returncode != 0:  # noqa: S603
            raise StepFailed("llama-quantize failed; its message stands above")
        return
    try:
        import llama_cpp
    except ImportError as error:
        raise SetupError(
            f"{kind} needs llama.cpp's quantizer: pip install llama-cpp-python (it is compiled, half an hour on two "
            "cores), or put llama-quantize on the path, or choose --kind q8_0, which needs neither"
        ) from error
    options = llama_cpp.llama_model_quantize_default_params()
    options.ftype = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{kind.upper()}")
    if llama_cpp.llama_model_quantize(str(source).encode(), str(output).encode(), options) != 0:
        raise StepFailed(f"llama.cpp could not quantize to {kind}")


def sources(place: Path) -> Path:
    """llama.cpp's converter in `place`, fetched from the package index where it is not there yet (77 MB)."""
    target = place / f"llama.cpp-{LLAMA_CPP_PYTHON}"
    if (target / CONVERTER).is_file():
        return target
    say(f"fetching the sources of llama-cpp-python {LLAMA_CPP_PYTHON} for the converter")
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:"]
        command += ["--dest", name, f"llama-cpp-python=={LLAMA_CPP_PYTHON}"]
        if subprocess.run(command, check=False).returncode != 0:  # noqa: S603
            raise StepFailed(
                "pip could not fetch them; name a folder of llama.cpp's sources with --llama-cpp"
            )
        unpack(next(Path(name).glob("*.tar.gz")), target)
    return target


def unpack(archive: Path, target: Path) -> None:
    """Take the converter out of a source distribution. Raises `DataError` where it is not in it."""
    with tarfile.open(archive) as opened:
        for member in opened.getmembers():
            _, found, inner = member.name.partition("vendor/llama.cpp/")
            if found and inner.split("/")[0] in WANTED:
                opened.extract(member.replace(name=inner), target, filter="data")
    if not (target / CONVERTER).is_file():
        raise DataError(f"no {CONVERTER} under vendor/llama.cpp", path=archive)
