"""`python -m resumemate_training.asking` is the courier; the command starts it."""

from .courier import main

main()
