"""The prompt: its texts (with a version), its builder, and the mask for contact data."""

from .builder import (
    JOB_LIMIT,
    PROMPT_VERSION,
    RESUME_LIMIT,
    Prompt,
    build_messages,
    build_parts,
    part_task,
    parts_system_prompt,
    reask_message,
    system_prompt,
    texts_of,
    with_reask,
)
from .mask import ContactMask, contact_mask

__all__ = [
    "JOB_LIMIT",
    "PROMPT_VERSION",
    "RESUME_LIMIT",
    "ContactMask",
    "Prompt",
    "build_messages",
    "build_parts",
    "contact_mask",
    "part_task",
    "parts_system_prompt",
    "reask_message",
    "system_prompt",
    "texts_of",
    "with_reask",
]
