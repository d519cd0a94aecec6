"""Let the environment choose who writes, and see who answered: python examples/choose_provider.py

Set SELF_HOSTED_LLM_URL or ANTHROPIC_API_KEY to use a real model, or LLM_PROVIDER to choose among
several, such as LLM_PROVIDER=self-hosted,claude,mock. With none of them the deterministic provider
answers, offline.
"""

from pathlib import Path

from resumemate_llm import ResumeMate

pair = Path(__file__).parent / "nurse-practitioner"

with ResumeMate(deadline=60) as client:
    print("asking, in this order:", ", ".join(client.policy.providers))
    result = client.generate_pro(pair / "resume.md", pair / "job.txt")

print(f"answered: {result.provider} (source: {result.source})")
if result.fallback_reason:
    print(f"because: {result.fallback_reason}")
for attempt in result.attempts:
    print(f"  {attempt.provider}: {attempt.outcome}, {attempt.usage.output_tokens} tokens")
print(f"match with the job: {result.radar_before.radar.overall} -> {result.radar_after.radar.overall}")
