"""Every error the training tools raise, as one small tree under the SDK's `ResumeMateError`.

::

    TrainingError                 exit code 1
    ├── DataError                 a file that cannot be used: which, which line, what to do (2)
    │   ├── BadLine               one line of a JSONL file, by its number
    │   └── Leak                  training and test data share a resume; names the pair
    ├── SetupError                options or an environment that cannot work (3)
    │   └── MissingPackage        an extra that is not installed; names the pip line
    ├── StepFailed                a step ran and did not reach its end (4)
    ├── BudgetReached             stopped before the budget was passed; what is done is kept (5)
    ├── GateFailed                evaluated, and below the gate (6)
    ├── Busy                      another process works on the same output (7)
    └── DiskFull                  no room to write; nothing that was there is harmed (8)

Messages hold names of files, line numbers, ids, field paths and sizes, never text of a resume, a job or
an answer. 2 is also click's code for wrong usage; an interrupted command ends with 130.
"""

from __future__ import annotations

from pathlib import Path

from resumemate_llm.errors import ResumeMateError


class TrainingError(ResumeMateError):
    """Base of everything the training tools raise on purpose."""


class DataError(TrainingError):
    """A file or folder that cannot be used. `what` happened, to which `path`, and the `fix`."""

    exit_code = 2

    def __init__(self, what: str, *, path: Path | str | None = None, fix: str = "") -> None:
        self.what, self.path, self.fix = what, path, fix
        super().__init__((f"{path}: " if path else "") + what + (f"; {fix}" if fix else ""))


class BadLine(DataError):
    """Line `number` (from 1) of a JSONL file cannot be used."""

    def __init__(self, what: str, *, path: Path | str, number: int, fix: str = "") -> None:
        self.number = number
        super().__init__(what, path=f"{path}:{number}", fix=fix)


class Leak(DataError):
    """The same resume stands in training and in test data."""


class SetupError(TrainingError):
    """Options or an environment that cannot work; the message says the fix."""

    exit_code = 3


class MissingPackage(SetupError):
    """A step needs an optional part that is not installed."""

    def __init__(self, step: str, extra: str) -> None:
        self.step, self.extra = step, extra
        super().__init__(f"{step} needs an optional part: pip install 'resumemate-training[{extra}]'")


class StepFailed(TrainingError):
    """A step ran and did not reach its end; what it finished is kept."""

    exit_code = 4


class BudgetReached(TrainingError):
    """The next call could pass the budget, so it was not made."""

    exit_code = 5


class GateFailed(TrainingError):
    """An evaluated model is below the gate."""

    exit_code = 6


class Busy(TrainingError):
    """Another process holds the output."""

    exit_code = 7


class DiskFull(TrainingError):
    """No room to write. What was written before is whole."""

    exit_code = 8
