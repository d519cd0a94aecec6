"""Tailor one resume to one job, offline: python examples/quickstart.py"""

from pathlib import Path

from resumemate_llm import generate_pro

pair = Path(__file__).parent / "software-engineer"
result = generate_pro(pair / "resume.pdf", pair / "job.txt", provider="mock")
print(result.to_markdown())
