"""Every model asked for every held-out example, each answer once and kept."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import anyio

from resumemate_llm.errors import FailureCategory as F
from resumemate_llm.errors import ProviderError
from resumemate_llm.plan import Part, assemble_draft
from resumemate_llm.providers.base import Completion, DraftRequest, Message
from resumemate_llm.routing import read_answer
from resumemate_llm.schema import ProDraft, Usage
from resumemate_llm.schema.dialects import openai_json_schema

from .. import jsonl
from ..asking.courier import Courier, Here
from ..asking.interrupts import Interrupts
from ..asking.journal import Answer, Record, request_hash
from ..asking.paid import Asker, Question
from ..data.sections import parts_of
from ..errors import BadLine, DataError, TrainingError
from ..examples import Example, answer_text
from ..masked import Reading, read
from .models import FREE, Mode, Model, Plan

PASSING = frozenset({F.RATE_LIMITED, F.OVERLOADED, F.SERVER_ERROR, F.CONNECT})
"""Failures that a short wait may mend."""
TRIES = 3


@dataclass(frozen=True, kw_only=True)
class Case:
    """One held-out example with what it is judged by. `line` is its place in the file, for messages."""

    example: Example
    line: str
    reading: Reading
    reference: ProDraft

    def requests(self, plan: Plan) -> list[tuple[Part | None, DraftRequest]]:
        """What a model is asked: the messages of the example as training has them, or the sections of the
        SDK's plan for it, each with its part."""
        if plan == "sections":
            return [(part, part.request) for part in parts_of(self.example, self.reading)]
        messages = tuple(Message(role=m.role, content=m.content) for m in self.example.prompt)
        reading = self.reading
        schema = openai_json_schema()
        return [
            (None, DraftRequest(messages=messages, schema=schema, resume=reading.resume, job=reading.job))
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What a model gave for one case in one mode: an answer, or why there is none. `problems` are those of
    sections that are not valid, so that they could not be joined."""

    model: str
    mode: Mode
    case: int
    answer: Answer | None
    failure: str = ""
    problems: tuple[str, ...] = ()


def read_cases(path: Path, examples: Iterable[Example]) -> list[Case]:
    """The examples as cases. Raises `DataError` for one whose resume and job cannot be told apart."""
    cases = []
    for number, example in enumerate(examples, 1):
        reading = read(example, f"{path}:{number}")
        reference = reading.mask.restore_draft(example.draft())
        cases.append(
            Case(example=example, line=f"{path.name}:{number}", reading=reading, reference=reference)
        )
    return cases


def from_file(model: Model, cases: Sequence[Case]) -> list[Given]:
    """The answers of a file: `{"id", "answer"}` lines, with "seconds", "usage", "cost_usd" and "mode" where
    known, or a training file. Raises `DataError` where an example has none."""
    assert model.answers is not None
    held: dict[tuple[str, Mode], Answer] = {}
    for line in jsonl.read(model.answers):
        name, mode, answer = _line(model.answers, line)
        held[(name, mode)] = answer
    modes = sorted({mode for _, mode in held})
    missing = [case for case in cases if not any((case.example.id, mode) in held for mode in modes)]
    if missing:
        what = f"{len(missing)} of {len(cases)} examples have no answer, the first is {missing[0].line}"
        raise DataError(f"{what} ({missing[0].example.id})", path=model.answers)
    return [
        Given(
            model=model.label,
            mode=mode,
            case=number,
            answer=held.get((case.example.id, mode)),
            failure="not in the file",
        )
        for mode in modes
        for number, case in enumerate(cases)
    ]


def _line(path: Path, line: jsonl.Line) -> tuple[str, Mode, Answer]:
    value = line.value
    messages = value.get("messages")
    text = value.get(
        "answer", messages[-1].get("content") if isinstance(messages, list) and messages else None
    )
    if not isinstance(value.get("id"), str) or not isinstance(text, str):
        raise BadLine('{"id": ..., "answer": "the raw text"} is expected', path=path, number=line.number)
    mode = value.get("mode", FREE)
    if mode not in ("free", "enforced"):
        raise BadLine('mode is "free" or "enforced"', path=path, number=line.number)
    cost = value.get("cost_usd")
    completion = Completion(
        text=text,
        usage=Usage.model_validate(value.get("usage") or {}),
        model=str(value.get("model", "")),
        cost_usd=float(cost) if isinstance(cost, int | float) else None,
    )
    return value["id"], mode, Answer(completion=completion, at="", seconds=float(value.get("seconds") or 0.0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Asking:
    """How models are asked: in one piece or in sections, how many cases at one time, how long one answer
    may take in seconds, how many tokens it may have, how freely it is drawn."""

    plan: Plan
    concurrency: int
    timeout: float
    max_tokens: int
    temperature: float


@dataclass(frozen=True, kw_only=True)
class Collector:
    """Asks the models of a report. `tell` is called with the model's label after every answer, `waiting` where an
    earlier run has answers to come, `stopping` at the first Ctrl-C."""

    cases: Sequence[Case]
    journal: Path
    asking: Asking
    tell: Callable[[str], None]
    waiting: Callable[[], None]
    stopping: Callable[[], None]

    async def collect(self, models: Sequence[Model]) -> list[Given]:
        """What every model gave, in the order of models, modes and cases."""
        asked = [model for model in models if model.asked]
        if not asked:
            return []
        specs = {model.key(mode): spec for model in asked for mode, spec in model.asked.items()}
        carried = Courier if any(model.network for model in asked) else Here
        given: list[Given] = []
        async with carried(self.journal, specs, self.waiting) as asker:
            asker.interrupts.tell = self.stopping
            with asker.interrupts as interrupts:
                for model in asked:
                    for mode in model.asked:
                        given += await self._ask_all(model, mode, asker, asker.record, interrupts)
        return given

    async def _ask_all(
        self, model: Model, mode: Mode, asker: Asker, record: Record, interrupts: Interrupts
    ) -> list[Given]:
        found: dict[int, Given] = {}
        waiting = iter(range(len(self.cases)))

        async def work(numbers: Iterator[int]) -> None:
            for number in numbers:
                if interrupts.asked:
                    return
                found[number] = await self._ask(model, mode, number, asker, record)
                self.tell(model.label)

        try:
            async with anyio.create_task_group() as group:
                for _ in range(self.asking.concurrency):
                    group.start_soon(work, waiting)
        except* TrainingError as errors:
            raise errors.exceptions[0] from None
        return [found[number] for number in sorted(found)]

    async def _ask(self, model: Model, mode: Mode, number: int, asker: Asker, record: Record) -> Given:
        """One case; its sections are asked for at the same time, as the SDK does."""
        case = self.cases[number]
        asked = case.requests(self.asking.plan)
        found = await asyncio.gather(
            *(self._one(self._question(model, mode, case, request), asker, record) for _, request in asked)
        )
        failure = next((failure for answer, failure in found if answer is None), "")
        answers = [answer for answer, _ in found if answer is not None]
        if len(answers) < len(asked):
            return Given(model=model.label, mode=mode, case=number, answer=None, failure=failure)
        parts = [part for part, _ in asked if part is not None]
        answer, problems = joined(case, parts, answers) if parts else (answers[0], ())
        return Given(model=model.label, mode=mode, case=number, answer=answer, problems=problems)

    def _question(self, model: Model, mode: Mode, case: Case, request: DraftRequest) -> Question:
        most = (
            min(self.asking.max_tokens, request.max_tokens)
            if self.asking.plan == "sections"
            else self.asking.max_tokens
        )
        request = request.replace(max_tokens=most, temperature=self.asking.temperature)
        key = request_hash(model.key(mode), model.served, request)
        return Question(
            provider=model.key(mode), key=key, pair=case.example.id, request=request, price=model.price
        )

    async def _one(self, question: Question, asker: Asker, record: Record) -> tuple[Answer | None, str]:
        """One answer, asked for again after a failure that may pass; else why there is none."""
        answer, failure = record.find(question.key), ""
        for attempt in range(TRIES if answer is None else 0):
            try:
                return await asker.ask(question, timeout=self.asking.timeout), ""
            except ProviderError as error:
                failure = error.category.value
                if error.category not in PASSING or attempt == TRIES - 1:
                    break
                await anyio.sleep(min(error.retry_after or 2.0**attempt, 30.0))
        return answer, failure


def joined(case: Case, parts: Sequence[Part], answers: Sequence[Answer]) -> tuple[Answer, tuple[str, ...]]:
    """The sections' answers as one answer: a whole draft, unscored, because no section is asked for scores. With
    it the problems of sections that are not valid."""
    read_parts, problems = [], []
    for part, answer in zip(parts, answers, strict=True):
        try:
            read_parts.append((part, read_answer(answer.completion, part.answer)))
        except ProviderError as error:
            problems.append(f"{part.name}: {'; '.join(error.problems[:2]) or error.category.value}")
    text = "" if problems else answer_text(assemble_draft(read_parts, case.reading.resume))
    costs = [answer.completion.cost_usd for answer in answers]
    completion = replace(
        answers[0].completion,
        text=text,
        usage=sum((answer.completion.usage for answer in answers), Usage()),
        cost_usd=None if None in costs else sum(cost for cost in costs if cost is not None),
    )
    seconds = max(answer.seconds for answer in answers)
    return Answer(completion=completion, at=answers[0].at, seconds=seconds), tuple(problems)


def failures(given: Sequence[Given]) -> Mapping[str, Counter[str]]:
    """Why answers are missing, by model."""
    found: dict[str, Counter[str]] = {}
    for entry in given:
        if entry.answer is None:
            found.setdefault(entry.model, Counter())[entry.failure] += 1
    return found
