"""From examples to tokens and labels, the same for every back end, and the checks that nothing is lost.

The trainers' own ways lose things without a word: TRL drops an example whose answer begins after
`max_length`, trains on the prompt where a chat template has no generation markers, and mlx-lm writes an
adapter of NaN where the prompt fills the window. So the tokens and labels are made here, by the model's own
chat template, and what a back end will train on is decoded and compared with the answers before it starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from ..errors import DataError, SetupError, StepFailed
from .examples import Example

IGNORED: Final = -100
"""The label of a token that is not trained, as torch's cross entropy knows it."""
_PROBE: Final = (
    {"role": "system", "content": "probe-system"},
    {"role": "user", "content": "probe-user"},
    {"role": "assistant", "content": '{"probe": "answer"}'},
)


class Tokenizer(Protocol):
    """What is used of a transformers tokenizer."""

    chat_template: Any
    eos_token: str | None

    def apply_chat_template(self, conversation: list[dict[str, str]], **options: Any) -> Any:
        """The conversation as the model reads it."""
        ...

    def __call__(self, text: str, **options: Any) -> Any:
        """`{"input_ids": [...]}` of a text."""
        ...

    def decode(self, token_ids: Sequence[int], **options: Any) -> Any:
        """The text of tokens."""
        ...


@dataclass(frozen=True, slots=True)
class Encoded:
    """An example as tokens: the first `prompt` of them are read, the rest is learned."""

    example: Example
    tokens: list[int]
    prompt: int

    @property
    def labels(self) -> list[int]:
        """The tokens, with `IGNORED` for those of the prompt."""
        return [IGNORED] * self.prompt + self.tokens[self.prompt :]


class ChatEncoder:
    """Encodes examples by a model's own chat template. Raises `SetupError` for one that cannot be used."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.ending = _ending(tokenizer)

    def encode(self, example: Example) -> Encoded:
        """The example's tokens. Raises `DataError` where the answer does not begin at a token's border."""
        prompt = self._tokens(prompt_text(self._tokenizer, example.prompt))
        whole = self._tokens(_render(self._tokenizer, example.messages))
        if whole[: len(prompt)] != prompt:
            what = "the answer's first characters are joined with the prompt's last token"
            raise DataError(what, path=example.place, fix="the chat template should end in a line break")
        return Encoded(example, whole, len(prompt))

    def check(self, example: Example, labels: Iterable[int]) -> None:
        """That these labels teach exactly the answer and its end. Raises `StepFailed`."""
        trained = self.decode([label for label in labels if label != IGNORED])
        expected = example.answer + self.ending
        if trained.rstrip() == expected.rstrip():
            return
        raise StepFailed(f"{example.place}: {_difference(trained, expected, self.ending)}; not started")

    def decode(self, tokens: Sequence[int]) -> str:
        """The text of tokens as it is, special tokens included."""
        text: str = self._tokenizer.decode(
            tokens, skip_special_tokens=False, clean_up_tokenization_spaces=False
        )
        return text

    def _tokens(self, text: str) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])


def prompt_text(tokenizer: Tokenizer, prompt: Sequence[dict[str, str]]) -> str:
    """What the model reads before its answer."""
    return _render(tokenizer, list(prompt), add_generation_prompt=True)


def _render(tokenizer: Tokenizer, messages: list[dict[str, str]], **options: Any) -> str:
    return str(tokenizer.apply_chat_template(messages, tokenize=False, **options))


def _ending(tokenizer: Tokenizer) -> str:
    """What the template puts behind an answer, after proving that it can be trained on."""
    if not tokenizer.chat_template:
        raise SetupError("the model has no chat template; take the instruct variant, or add its template")
    *asked, answer = map(dict, _PROBE)
    opened, whole = prompt_text(tokenizer, asked), _render(tokenizer, [*asked, answer])
    if opened == _render(tokenizer, asked):
        raise SetupError(
            "the chat template has no generation prompt, so nothing marks where the answer begins; "
            "add `{% if add_generation_prompt %}` with the beginning of the assistant's turn"
        )
    if not whole.startswith(opened + answer["content"]):
        raise SetupError(
            "the chat template writes the prompt otherwise once an answer follows, so what is trained "
            "is not what is served; use a template in which the prompt is the beginning of the whole"
        )
    ending = whole[len(opened) + len(answer["content"]) :]
    if not tokenizer.eos_token or tokenizer.eos_token not in ending:
        raise SetupError(
            f"the chat template does not put the end token {tokenizer.eos_token!r} behind an answer; "
            "a model trained so would never stop"
        )
    return ending


def _difference(trained: str, expected: str, ending: str) -> str:
    if not trained:
        return "no token of it would be trained"
    if trained.rstrip().endswith(expected.rstrip()):
        return f"{len(trained) - len(expected)} characters of the prompt would be trained too"
    if not trained.rstrip().endswith(ending.rstrip()):
        return "the answer's end would not be trained: it is cut or its end token is masked"
    return "what would be trained is not the answer"
