"""A Modelfile: what Ollama needs besides the weights, so that it asks as the model was trained.

Ollama's template language is not Jinja, and its detection does not know Qwen's template. So the Modelfile
carries ChatML in Ollama's language, after checking that the model's own template is ChatML.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..errors import SetupError
from ..files import write_text
from ..finetune.encoding import Tokenizer, prompt_text

STOPS: Final = ("<|im_start|>", "<|im_end|>", "<|endoftext|>")
_TEMPLATE: Final = """{{- range .Messages }}<|im_start|>{{ .Role }}
{{ .Content }}<|im_end|>
{{ end }}<|im_start|>assistant
"""
_ASKED: Final = ({"role": "system", "content": "one"}, {"role": "user", "content": "two"})
_CHATML: Final = "<|im_start|>system\none<|im_end|>\n<|im_start|>user\ntwo<|im_end|>\n<|im_start|>assistant\n"


def write_modelfile(
    gguf: Path, tokenizer: Tokenizer, *, num_ctx: int, num_predict: int = 8_000, name: str = "resumemate-14b"
) -> Path:
    """Write `Modelfile` beside `gguf`; returns its path.

    `num_ctx` is the context in tokens, prompt and answer together: Ollama cuts a longer prompt from its
    beginning without a word. Raises `SetupError` where the model's template is not ChatML.
    """
    if prompt_text(tokenizer, _ASKED) != _CHATML:
        raise SetupError(
            "the model's chat template is not ChatML, the only one that is translated here; write the "
            "Modelfile's TEMPLATE by hand"
        )
    path = gguf.with_name("Modelfile")
    write_text(path, modelfile(gguf.name, num_ctx=num_ctx, num_predict=num_predict, name=name))
    return path


def modelfile(gguf: str, *, num_ctx: int, num_predict: int, name: str, stops: Iterable[str] = STOPS) -> str:
    """The text of a Modelfile for the file `gguf` in its own folder."""
    if num_predict >= num_ctx:
        raise SetupError(f"an answer of {num_predict} tokens leaves no room for a prompt in {num_ctx}")
    lines = [
        f"# ollama create {name} -f Modelfile",
        "# OLLAMA_GO_TEMPLATE=1 on the server keeps this template before the one inside the GGUF file.",
        f"FROM ./{gguf}",
        f'TEMPLATE """{_TEMPLATE}"""',
        *(f'PARAMETER stop "{stop}"' for stop in stops),
        f"PARAMETER num_ctx {num_ctx}",
        f"PARAMETER num_predict {num_predict}",
        "PARAMETER temperature 0",
    ]
    return "\n".join(lines) + "\n"
