"""`python -m resumemate_llm.cli` is `resumemate`, where the script is not on the path."""

from . import main

main(prog_name="resumemate")
