"""LoRA by Unsloth: one NVIDIA GPU with the least memory; on a CPU it trains tiny models.

`prepare` runs before transformers is imported: Unsloth replaces parts of it. Its automatic installations
are switched off, because a training tool installs no system packages.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from typing import Any

from .config import LORA_TARGETS
from .job import Job, Outcome


def prepare() -> None:
    """Import Unsloth first and quietly."""
    os.environ["UNSLOTH_AUTO_INSTALL"] = "0"
    os.environ.setdefault("UNSLOTH_DISABLE_STATISTICS", "1")
    if "UNSLOTH_COMPILE_LOCATION" not in os.environ:  # otherwise it leaves a folder where it was started
        place = os.environ["UNSLOTH_COMPILE_LOCATION"] = tempfile.mkdtemp(prefix="unsloth-")
        atexit.register(shutil.rmtree, place, ignore_errors=True)
    import unsloth  # noqa: F401


def train(job: Job) -> Outcome:
    """Train with Unsloth's model and its version of TRL's trainer."""
    prepare()
    from trl import SFTConfig, SFTTrainer
    from unsloth import FastLanguageModel

    from .trl_backend import settings_of, train_with

    config = job.config
    model, _ = FastLanguageModel.from_pretrained(
        config.model, max_seq_length=job.max_length, dtype=None, load_in_4bit=config.load_in_4bit
    )
    model = FastLanguageModel.get_peft_model(
        model,
        r=config.lora_rank,
        lora_alpha=config.alpha,
        lora_dropout=0,
        bias="none",
        target_modules=list(LORA_TARGETS),
        use_gradient_checkpointing="unsloth" if config.gradient_checkpointing else False,
        random_state=config.seed,
    )

    def make(**shared: Any) -> Any:
        settings = settings_of(job)
        settings.pop("gradient_checkpointing")  # the model has it already
        return SFTTrainer(model=model, args=SFTConfig(**settings), **shared)

    return train_with(job, make)
