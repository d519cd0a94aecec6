"""Wording measured before and after: `python -m benchmarks.wording`."""
