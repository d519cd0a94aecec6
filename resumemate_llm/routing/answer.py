"""From a provider's raw text to a typed draft, or a `ProviderError` that says what was wrong.

The finish reason comes first: a cut or filtered answer is never parsed. Then the text is parsed. Only
wrappings that leave no doubt about the answer are looked through: a byte order mark, one fenced block,
prose around the only JSON object, raw control characters inside strings. Then the object is validated,
and at last judged against the request: a draft without any role for a resume that has some is no answer.

What was invalid is said as "path: reason" lines. They hold keys of the schema and indexes, never a
value and never a key that the schema does not know.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError

from ..errors import FailureCategory, ProviderError
from ..providers.base import Completion, DraftRequest

T = TypeVar("T", bound=BaseModel)

MAX_ANSWER_CHARS: Final = 2_000_000
"""A draft has some 20,000 characters; what is a hundred times that is not read at all."""
MAX_STARTS: Final = 16
"""Opening braces tried in prose before the search for an object is given up."""

_ESCAPED_DIRT = re.compile(r"\\u(?:00[0189]|007[Ff]|[dD][89A-Fa-f])")
_RAW_DIRT = re.compile(rb"\xc2[\x80-\x9f]")
_SEPARATORS = re.compile("[\x0b\x0c\x1c-\x1f\x85]+")
_DIRT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]+")
_EARLY = "the JSON ends early"
_HALF_LITERAL = re.compile(r"[-+.\w]{0,8}")
_SCORE = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*\Z")


def read_answer(completion: Completion, model: type[T], request: DraftRequest | None = None) -> T:
    """The answer as `model`, or `ProviderError` with TRUNCATED, CONTENT_FILTER, NOT_JSON,
    SCHEMA_INVALID or, given the `request`, QUALITY_REJECTED."""
    _check_finish(completion)
    data = _parse(completion.text)
    _mend_radar(data)
    try:
        answer = model.model_validate(data, strict=True)
    except ValidationError as error:
        problems = [*_echo(data), *describe(error, data)]
    else:
        problems = []
    if problems:
        _reject(FailureCategory.SCHEMA_INVALID, f"{len(problems)} invalid fields", problems)
    if request is not None and (missing := list(judge(answer, request))):
        _reject(FailureCategory.QUALITY_REJECTED, "an essential part is empty", missing)
    return answer


def describe(error: ValidationError, data: object = None) -> list[str]:
    """A validation error as "path: reason" lines, without values. With the parsed `data`, keys given
    twice and NaN are called so."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return [f"{_path(item['loc'])}: {_flaw(data, item['loc']) or item['msg']}" for item in found]


def judge(answer: BaseModel, request: DraftRequest) -> Iterator[str]:
    """What a valid answer lacks to be a draft for this resume, as "path: reason" lines."""
    if not _says_something(answer) and set(type(answer).model_fields) != {"bullet_rewrites"}:
        yield "(answer): every text is empty"
        return
    resume_roles = request.resume.profile.experience
    roles = getattr(answer, "bullets_by_role", None)
    if roles is not None and resume_roles:
        if not roles:
            yield f"bulletsByRole: empty, but the resume has {len(resume_roles)} roles"
        elif any(role.statements for role in resume_roles) and not _says_something(
            [role.bullets for role in roles]
        ):
            yield "bulletsByRole: no role has a bullet"
    letter = getattr(answer, "cover_letter", None)
    if letter is not None and not _says_something(letter.paragraphs):
        yield "coverLetter.paragraphs: empty"


def _says_something(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, BaseModel):
        return any(_says_something(field) for _, field in value)
    return isinstance(value, list) and any(_says_something(item) for item in value)


def _check_finish(completion: Completion) -> None:
    reason, size = completion.finish_reason, len(completion.text)
    if reason in ("content_filter", "refusal"):
        _reject(FailureCategory.CONTENT_FILTER, f"finish reason {reason}", [])
    if size > MAX_ANSWER_CHARS:
        _reject(FailureCategory.NOT_JSON, "the answer is too long", [f"(answer): {size} characters"])
    if reason == "length":
        if len(completion.text.rstrip()) < size // 2:
            # More room would only be filled with more of it.
            problem = "(answer): white space instead of an end"
            _reject(FailureCategory.NOT_JSON, "a flood of white space", [problem])
        _reject(FailureCategory.TRUNCATED, f"cut after {size} characters", [])


class _Flaw:
    """Stands in a parsed object for something that is no JSON value; no type accepts it, so validation
    finds its path."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


_TWICE = _Flaw("the key is given twice")
_NOT_FINITE = _Flaw("NaN and Infinity are not JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                data[key] = _TWICE
            seen.add(key)
    return data


_STRICT = json.JSONDecoder(object_pairs_hook=_object, parse_constant=lambda _: _NOT_FINITE)
_LOOSE = json.JSONDecoder(object_pairs_hook=_object, parse_constant=lambda _: _NOT_FINITE, strict=False)


def _parse(text: str) -> dict[str, Any]:
    text = text.lstrip("\ufeff").strip()
    data = _decode(text)
    if data is None:
        data = _search(text)
        dirty = True
    else:
        dirty = _is_dirty(text)
    if not isinstance(data, dict):
        _reject(FailureCategory.SCHEMA_INVALID, "not an object", ["(answer): must be one JSON object"])
    return _clean(data) if dirty else data


def _is_dirty(text: str) -> bool:
    """Whether well-formed JSON may hold what `_clean` takes out; its grammar keeps the rest out."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return True
    return b"\x7f" in raw or bool(_RAW_DIRT.search(raw)) or bool(_ESCAPED_DIRT.search(text))


def _decode(text: str) -> object:
    try:
        return _STRICT.decode(text)
    except (ValueError, RecursionError):
        return None


def _search(text: str) -> dict[str, Any]:
    """The only JSON object in a text, or NOT_JSON. Of an object that ends early nothing is looked into: the
    last whole one inside it is not the answer."""
    text = text.removesuffix("```").rstrip()
    found: list[dict[str, Any]] = []
    first_reason, at = "", 0
    for _ in range(MAX_STARTS):
        at = text.find("{", at)
        if at < 0 or len(found) > 1:
            break
        data, at, reason = _decode_at(text, at)
        if reason.startswith(_EARLY) and not found:
            _reject(FailureCategory.NOT_JSON, reason, [f"(answer): {reason}; write the whole object"])
        first_reason = first_reason or reason
        if data is not None:
            found.append(data)
    if len(found) > 1 and not first_reason:
        _reject(FailureCategory.NOT_JSON, "several objects", ["(answer): more than one JSON object"])
    if len(found) != 1:
        reason = first_reason or ("no JSON object" if text else "empty")
        _reject(FailureCategory.NOT_JSON, reason, [f"(answer): {reason}"])
    return found[0]


def _decode_at(text: str, at: int) -> tuple[dict[str, Any] | None, int, str]:
    try:
        data, end = _LOOSE.raw_decode(text, at)
    except json.JSONDecodeError as error:
        if _ends_early(error, text):
            return None, at + 1, f"{_EARLY}, after {len(text)} characters"
        return None, at + 1, f"{error.msg} at character {error.pos}"
    except (ValueError, RecursionError):
        return None, at + 1, "nested too deeply or a number too long"
    return data, end, ""


def _ends_early(error: json.JSONDecodeError, text: str) -> bool:
    """Whether nothing is wrong with the JSON but that the text is over: in a string, between two values, or
    in a literal."""
    in_string = error.msg.startswith("Unterminated string")
    return in_string or bool(_HALF_LITERAL.fullmatch(text[error.pos :].strip()))


def _clean(value: Any) -> Any:
    """Every string without control characters and half surrogates; line breaks and tabs stay."""
    if isinstance(value, str):
        return _DIRT.sub("", _SEPARATORS.sub(" ", value))
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {key: _clean(item) for key, item in value.items()}
    return value


def _mend_radar(data: dict[str, Any]) -> None:
    """Scores written as "85", "85 %" or 85.0 are meant as whole numbers."""
    radar = data.get("radar")
    if isinstance(radar, dict):
        data["radar"] = {axis: _score(value) for axis, value in radar.items()}


def _score(value: object) -> object:
    if isinstance(value, str) and (match := _SCORE.match(value)):
        return round(float(match[1]))
    if isinstance(value, float) and math.isfinite(value):
        return round(value)
    return value


def _echo(data: dict[str, Any]) -> list[str]:
    if "properties" in data or "$defs" in data:
        return ["(answer): this is the schema; answer with an object that matches it"]
    return []


def _flaw(data: Any, path: tuple[int | str, ...]) -> str:
    try:
        for key in path:
            data = data[key]
    except (LookupError, TypeError):
        return ""
    return data.reason if isinstance(data, _Flaw) else ""


def _path(loc: tuple[int | str, ...]) -> str:
    path = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in loc)
    return path.lstrip(".") or "(answer)"


def _reject(category: FailureCategory, detail: str, problems: Sequence[str]) -> NoReturn:
    raise ProviderError(category, detail, problems=problems)
