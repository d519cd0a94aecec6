"""A tokenizer of single characters with a ChatML template, and templates that are wrong in one way each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

Fault = Literal["", "no template", "no generation prompt", "no end", "rewrites the prompt", "joins"]
SPECIAL = re.compile(r"<\|im_start\|>|<\|im_end\|>|<\|endoftext\|>|\n\{|(?s:.)")


class ChatTokenizer:
    """What is used of a transformers tokenizer, without transformers. Not a fast one."""

    eos_token: str | None = "<|im_end|>"

    def __init__(self, fault: Fault = "") -> None:
        self.fault = fault
        self.chat_template = None if fault == "no template" else "a template without generation markers"
        self._known: list[str] = []

    def apply_chat_template(self, conversation: list[dict[str, str]], **options: Any) -> str:
        """ChatML, with the fault."""
        end = "" if self.fault == "no end" else "<|im_end|>"
        text = "".join(f"<|im_start|>{m['role']}\n{m['content']}{end}\n" for m in conversation)
        if self.fault == "rewrites the prompt" and conversation[-1]["role"] == "assistant":
            text = "<|im_start|>note\nanswered\n" + text
        if options.get("add_generation_prompt") and self.fault != "no generation prompt":
            text += "<|im_start|>assistant\n"
        return text

    def __call__(self, text: str, **_: Any) -> dict[str, list[int]]:
        """One token a character; with the fault "joins", a line break and a brace are one token."""
        pieces = SPECIAL.findall(text)
        if self.fault != "joins":
            pieces = [part for piece in pieces for part in (piece if piece == "\n{" else [piece])]
        return {"input_ids": [self._number(piece) for piece in pieces]}

    def decode(self, token_ids: Sequence[int], **_: Any) -> str:
        """The text again."""
        return "".join(self._known[number] for number in token_ids)

    def _number(self, piece: str) -> int:
        if piece not in self._known:
            self._known.append(piece)
        return self._known.index(piece)
