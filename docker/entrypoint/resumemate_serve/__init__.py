"""Documented environment variables to the `vllm serve` command line: the entry point of the image.

Runs in the image's own Python, so it needs nothing but the standard library. What cannot work is refused
before the GPU is touched, with the reason and the arithmetic; everything else is handed to vLLM, which
replaces this process (same process id, so signals reach it).
"""
