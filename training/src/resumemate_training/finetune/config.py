"""What a fine-tuning run is told. The defaults are the project's plan for Qwen2.5-14B."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Literal

from ..errors import SetupError

BackendName = Literal["trl", "unsloth", "mlx"]
DEFAULT_MODEL: Final = "Qwen/Qwen2.5-14B-Instruct"
LORA_TARGETS: Final = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
"""Every linear layer of a decoder block: attention and MLP."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FinetuneConfig:
    """One run.

    `model` is a folder or the hub's name of the base model. `data` is a folder with `train.jsonl` and, for
    evaluation and early stop, `valid.jsonl`. `batch_size` is rows of one device at a time; one optimiser
    step sees `batch_size * accumulate` rows. `warmup` is the share of the steps in which the learning rate
    rises; afterwards it falls as a cosine. `lora_alpha` is the rank where not given (scale 1).
    `max_length` in tokens is the longest example where not given. With `drop_long`, examples above it
    are left out; otherwise they are an error. `patience` is how many evaluations in a row may be no
    better before the run stops. `load_in_4bit` keeps the frozen weights in 4 bits (unsloth on a GPU).
    `max_steps` ends the run early without changing the schedule.
    """

    backend: BackendName = "trl"
    model: str = DEFAULT_MODEL
    data: Path = Path("data/split")
    output: Path = Path("runs/finetune")
    epochs: int = 3
    batch_size: int = 2
    accumulate: int = 1
    learning_rate: float = 2e-5
    warmup: float = 0.03
    lora_rank: int = 64
    lora_alpha: int | None = None
    max_length: int | None = None
    drop_long: bool = False
    patience: int = 2
    save_steps: int | None = None
    seed: int = 0
    gradient_checkpointing: bool = True
    load_in_4bit: bool = False
    max_steps: int | None = None

    def __post_init__(self) -> None:
        for name in ("epochs", "batch_size", "accumulate", "lora_rank", "patience"):
            if getattr(self, name) < 1:
                raise SetupError(f"{name} must be 1 or more, not {getattr(self, name)}")
        if not 0 < self.learning_rate < 1:
            raise SetupError(f"a learning rate of {self.learning_rate} cannot work; the plan's is 2e-5")
        if not 0 <= self.warmup < 1:
            raise SetupError(f"warmup is a share of the steps from 0 up to 1, not {self.warmup}")
        if self.load_in_4bit and self.backend != "unsloth":
            raise SetupError("frozen weights in 4 bits are for --backend unsloth on a GPU")

    @property
    def alpha(self) -> int:
        """LoRA's alpha; the adapter's output is scaled by alpha / rank."""
        return self.lora_alpha if self.lora_alpha is not None else self.lora_rank

    @property
    def adapter(self) -> Path:
        """Where the trained adapter lies."""
        return self.output / "adapter"

    @property
    def checkpoints(self) -> Path:
        """Where interrupted runs go on from."""
        return self.output / "checkpoints"

    def options(self) -> dict[str, Any]:
        """What decides the result, as JSON data: everything but the places on this machine and `max_steps`."""
        return {
            name: value
            for name, value in asdict(self).items()
            if name not in ("model", "data", "output", "max_steps", "save_steps")
        }
