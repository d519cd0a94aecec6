"""A tiny Qwen2 model with random weights and a tokenizer trained on given texts, for trying every step.

    python tiny_model.py FOLDER TEXT_FILES... [--learnable]

It runs as a plain script in any environment with torch, transformers and tokenizers, ours or vLLM's.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from tokenizers import (
    Tokenizer,
    decoders,
    models,
    pre_tokenizers,
    trainers,
)
from transformers import (
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2ForCausalLM,
)

SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool_call>", "</tool_call>"]
TEMPLATE = (
    "{% for message in messages %}"
    "<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def build_tokenizer(texts: list[str], size: int) -> PreTrainedTokenizerFast:
    """A byte-level BPE tokenizer with ChatML's special tokens and template, as Qwen2.5 has them."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=size, special_tokens=SPECIAL, initial_alphabet=alphabet, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token=SPECIAL[2], pad_token=SPECIAL[0], chat_template=TEMPLATE
    )


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
    given = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in given.texts]
    tokenizer = build_tokenizer(texts, given.vocab)
    model = build_model(tokenizer, hidden=given.hidden, layers=given.layers, learnable=given.learnable)
    tokenizer.save_pretrained(given.folder)
    model.save_pretrained(given.folder)
    print(f"{sum(p.numel() for p in model.parameters()):,} parameters, {len(tokenizer)} tokens")


if __name__ == "__main__":
    main()
