"""Asks llama.cpp for the first answer of a training file: `ask_llama_cpp.py MODEL.gguf train.jsonl`"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path


def main(model: str, data: str) -> str:
    """One line about what came out."""
    if importlib.util.find_spec("llama_cpp") is None:
        return "not asked: llama-cpp-python is not installed (its build takes half an hour)"
    import llama_cpp

    first = json.loads(Path(data).read_text(encoding="utf-8").splitlines()[0])["messages"]
    llama = llama_cpp.Llama(model, n_ctx=8_192, n_threads=1, verbose=False)
    said = llama.create_chat_completion(first[:2], temperature=0.0, max_tokens=4_000)
    text = said["choices"][0]["message"]["content"]
    wanted = first[2]["content"]
    same = next((i for i, (a, b) in enumerate(zip(text, wanted, strict=False)) if a != b), len(wanted))
    return f"llama.cpp gave {same} of {len(wanted)} characters of the learned answer"


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
