"""Fine-tuning with LoRA: one configuration, three back ends, one form of result.

The folder of a run holds `adapter/`, `losses.jsonl`, `loss.png`, `checkpoints/` and
`finetune.manifest.json`, whichever back end wrote it.
"""
