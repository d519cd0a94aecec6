"""A tiny Qwen2 model with random weights and a tokenizer trained on given texts, for trying every step.

    python tiny_model.py FOLDER TEXT_FILES... [--learnable] [--phrases N]

It runs as a plain script in any environment with torch, transformers and tokenizers, ours or vLLM's.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast, Qwen2Config, Qwen2ForCausalLM

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>"]
TEMPLATE = (
    "{% for message in messages %}"
    "<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


LONGEST = 200
# How Qwen2's tokenizer cuts a text before the merges. AutoTokenizer puts it in for this architecture whatever
# a tokenizer.json says, so a tokenizer trained otherwise would be loaded as another one.
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
    r"|\s+(?!\S)|\s+"
)


def build_tokenizer(texts: list[str], size: int, phrases: int = 0) -> PreTrainedTokenizerFast:
    """A byte-level BPE tokenizer with ChatML's special tokens and template, as Qwen2.5 has them.

    `phrases` is how many tokens of several words are added, the ones that the texts repeat: with them a
    model of a million parameters can learn whole drafts within minutes.
    """
    split = pre_tokenizers.Split(Regex(SPLIT), behavior="isolated")
    words = pre_tokenizers.Sequence(
        [split, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]
    )
    fast = PreTrainedTokenizerFast(
        tokenizer_object=_trained(texts, size, words),
        eos_token=SPECIAL[2],
        pad_token=SPECIAL[0],
        chat_template=TEMPLATE,
    )
    if phrases:
        fast.add_tokens([AddedToken(phrase, normalized=False) for phrase in _phrases(texts, phrases)])
    return fast


def _trained(texts: list[str], size: int, words: pre_tokenizers.PreTokenizer) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = words
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=SPECIAL, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def _phrases(texts: list[str], count: int) -> list[str]:
    """The longest tokens that a BPE over whole texts finds, up to what vLLM's grammar back ends can hold."""
    whole = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    found = _trained(texts, count + 2_048, whole)
    strings = (found.decode([number], skip_special_tokens=False) for number in range(found.get_vocab_size()))
    usable = {text for text in strings if 4 < len(text) <= LONGEST and text.isascii() and text not in SPECIAL}
    return sorted(usable, key=lambda text: (-len(text), text))[:count]


def build_model(
    tokenizer: PreTrainedTokenizerFast, *, hidden: int, layers: int, learnable: bool
) -> Qwen2ForCausalLM:
    """A random model of Qwen2's architecture, for one tokenizer. `hidden` is a multiple of 128.

    With `learnable`, the random weights are spread so widely that LoRA alone can learn: with the usual
    0.02 the logits of a frozen random model are so close to each other that no adapter moves them.
    """
    torch.manual_seed(0)
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=hidden,
        intermediate_size=3 * hidden,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=32_768,
        tie_word_embeddings=True,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=None,
        initializer_range=0.06 if learnable else 0.02,
    )
    model = Qwen2ForCausalLM(config)
    if learnable:
        model.model.embed_tokens.weight.data.mul_(6)
        return model
    return model.to(torch.bfloat16)


def main() -> None:
    """Write the model into its folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--hidden", type=int, default=256)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--vocab", type=int, default=2_048)
    parser.add_argument("--learnable", action="store_true", help="float32, spread so that LoRA alone learns")
    parser.add_argument("--phrases", type=int, default=0, help="tokens of several words, besides")
    given = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in given.texts]
    tokenizer = build_tokenizer(texts, given.vocab, given.phrases)
    model = build_model(tokenizer, hidden=given.hidden, layers=given.layers, learnable=given.learnable)
    tokenizer.save_pretrained(given.folder)
    model.save_pretrained(given.folder)
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, {len(tokenizer)} tokens")


if __name__ == "__main__":
    main()
