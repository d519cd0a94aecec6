"""The training tools of ResumeMate: data, fine-tuning, quantizing, evaluation. Command: `resumemate-train`.

Importing the package costs nothing; every step lives in a module of its own and imports its heavy
libraries when it runs.
"""

__version__ = "0.1.0"
