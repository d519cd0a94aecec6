"""A review as one HTML document: no script, nothing loaded, every content escaped.

Its content security policy allows its own style sheet, by its hash, and nothing else, so that even a
mistake in escaping could run nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from ..schema import Finding, KeywordCheck
from .changes import Piece, compare_words
from .markup import Child, Html, element
from .match import match_section
from .model import BulletChange, Review, RoleChange, SkillChange, SkillGroupChange, TextChange
from .notes import sentence
from .words import NOT_SHOWN, are_alike, facts_line, written_by


def page(review: Review) -> str:
    """The document."""
    sections = [section for section in _sections(review) if section]
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="robots", content="noindex"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy()),
        element("title", f"Review for {facts_line(review)}"),
        element("style", Html(_style())),
    )
    body = element(
        "body",
        element("a", "Skip to the roles", href="#experience", class_="skip"),
        element("header", _heading(review), class_="top"),
        element("main", *sections),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en')}\n"


@cache
def _style() -> str:
    return (files(__package__) / "page.css").read_text(encoding="utf-8")


@cache
def _policy() -> str:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _heading(review: Review) -> list[Html]:
    job = " at ".join(filter(None, (review.job_title, review.job_company))) or "one job"
    links = [
        element("li", element("a", label, href=f"#{anchor}"))
        for anchor, label, there in (
            ("confirm", "To confirm", bool(review.to_confirm)),
            ("match", "Match", True),
            ("texts", "Headline and summary", True),
            ("experience", "Experience", bool(review.roles)),
            ("skills", "Skills", bool(review.skills)),
            ("letter", "Letter", bool(review.letter)),
            ("keywords", "Keywords", bool(review.keywords)),
            ("mended", "Put right", bool(review.mended)),
        )
        if there
    ]
    return [
        element("p", "Resume review", class_="kicker"),
        element("h1", element("bdi", review.name or "Your resume")),
        element("p", "for ", element("bdi", job), class_="target"),
        element("p", written_by(review), class_="quiet"),
        element("nav", element("ul", links), aria_label="Parts of this review"),
    ]


def _sections(review: Review) -> list[Html | None]:
    return [
        _confirm(review.to_confirm),
        match_section(review),
        _section("texts", "Headline and summary", [_text(text, review) for text in review.texts]),
        _section("experience", "Experience", [_role(role, review) for role in review.roles]),
        _skills(review.skills, review.unlisted_skills),
        _letter(review),
        _keywords(review.keywords),
        _copied(review),
        _mended(review.mended),
    ]


def _section(anchor: str, title: str, body: Sequence[Child]) -> Html | None:
    if not body:
        return None
    head = element("h2", title, id=f"{anchor}-title")
    return element("section", head, *body, id=anchor, aria_labelledby=f"{anchor}-title")


def _confirm(findings: Sequence[Finding]) -> Html | None:
    items = [
        element("li", element("label", element("input", type="checkbox"), element("span", sentence(finding))))
        for finding in findings
    ]
    lead = "Nobody but you can settle these. Tick each one off before you send anything."
    return _section(
        "confirm",
        "Please confirm",
        [element("p", lead), element("ul", items, class_="checks")] if items else [],
    )


def _text(text: TextChange, review: Review) -> Html:
    return element(
        "article",
        element("h3", text.name),
        _changed([text.original] if text.original else [], text.text, review.language, review.job_language),
        _asides(text.reasons, text.to_confirm),
    )


def _role(role: RoleChange, review: Review) -> Html:
    where = [element("bdi", part) for part in (role.company, role.period) if part]
    return element(
        "article",
        element("h3", element("bdi", role.title or role.company or "Position")),
        element("p", *_joined(where, " · "), class_="quiet"),
        element("ol", [_bullet(bullet, review) for bullet in role.bullets], class_="bullets"),
        _unused(role.unused),
        _asides(role.notes, role.to_confirm),
    )


def _joined(parts: Sequence[Html], between: str) -> list[Child]:
    joined: list[Child] = []
    for part in parts:
        joined += [between, part] if joined else [part]
    return joined


def _bullet(bullet: BulletChange, review: Review) -> Html:
    tags = [
        element("span", tag, class_=f"tag {tag}")
        for tag in (bullet.how, *(["moved"] if bullet.moved else []))
    ]
    return element(
        "li",
        _changed(bullet.originals, bullet.text, review.language, review.language),
        element(
            "div", element("p", tags, class_="tags"), _asides(bullet.reasons, bullet.to_confirm), class_="why"
        ),
        class_=f"bullet {'changed' if bullet.is_changed else 'same'}",
    )


def _changed(originals: Sequence[str], text: str, language: str, new_language: str) -> Html:
    """Both sides; what differs is marked where most of it is the same."""
    old = [element("p", original) for original in originals] or [element("p", "None", class_="quiet")]
    new = element("p", text, lang=new_language)
    if len(originals) == 1:
        before, after = compare_words(originals[0], text)
        if are_alike(before, after):
            old = [element("p", *_marked(before, "del"))]
            new = element("p", *_marked(after, "ins"), lang=new_language)
    return _pair(element("div", *old, lang=language), new)


def _marked(pieces: Iterable[Piece], tag: str) -> list[Child]:
    return [piece.text if piece.same else element(tag, piece.text) for piece in pieces]


def _pair(old: Html, new: Html) -> Html:
    """Original beside result, each with its name for those who do not see the columns."""
    return element(
        "div",
        element("div", element("span", "Your resume", class_="side"), old, class_="old"),
        element("div", element("span", "Tailored", class_="side"), new, class_="new"),
        class_="pair",
    )


def _asides(reasons: Sequence[str], to_confirm: Sequence[str]) -> Html | None:
    told = [element("li", reason) for reason in reasons]
    told += [element("li", "Please confirm: ", ask, class_="ask") for ask in to_confirm]
    return element("ul", told, class_="reasons") if told else None


def _unused(statements: Sequence[str]) -> Html | None:
    if not statements:
        return None
    return element(
        "div",
        element("p", "Of your resume, no bullet says any more:", class_="ask"),
        element("ul", [element("li", statement) for statement in statements]),
    )


def _skills(groups: Sequence[SkillGroupChange], unlisted: Sequence[str]) -> Html | None:
    rows = [
        element(
            "div",
            element("dt", group.category),
            element("dd", element("ul", [_skill(s) for s in group.items])),
        )
        for group in groups
    ]
    left = element("p", f"No longer listed: {', '.join(unlisted)}", class_="quiet") if unlisted else None
    lead = "Skills with a mark are new in the list; each is shown where it says."
    return _section(
        "skills", "Skills", [element("p", lead), element("dl", rows, class_="skills"), left] if rows else []
    )


def _skill(skill: SkillChange) -> Html:
    if skill.listed:
        return element("li", skill.name)
    if not skill.shown_in:
        return element("li", element("ins", skill.name), element("small", f" {NOT_SHOWN}", class_="ask"))
    return element("li", element("ins", skill.name), element("small", f" shown in {skill.shown_in}"))


def _letter(review: Review) -> Html | None:
    paragraphs = [element("p", paragraph) for paragraph in review.letter]
    body = [
        element("div", paragraphs, class_="letter", lang=review.job_language),
        _asides(review.letter_reasons, ()),
    ]
    return _section("letter", "Cover letter", body if paragraphs else [])


def _keywords(checks: Sequence[KeywordCheck]) -> Html | None:
    """The job's keywords: where the tailored resume has them, or what to do."""
    rows = [
        element(
            "tr",
            element("th", check.keyword, scope="row"),
            element("td", "yes" if check.found else "no"),
            element("td", check.section if check.found else check.suggestion),
        )
        for check in sorted(checks, key=lambda check: not check.found)
    ]
    names = ("Keyword", "In the resume", "Where, or what to do")
    head = element("tr", *(element("th", name, scope="col") for name in names))
    table = element("table", element("thead", head), element("tbody", rows), class_="numbers words")
    return _section("keywords", "Keywords of the job", [element("div", table, class_="wide")] if rows else [])


def _copied(review: Review) -> Html | None:
    """What is the resume's own to the letter is there to be looked up, folded."""
    parts = [
        element(
            "details",
            element("summary", section.heading, element("small", f" {len(section.lines)}")),
            element("ul", [element("li", line) for line in section.lines], lang=review.language),
        )
        for section in review.copied
    ]
    lead = "Copied from your resume word for word; no model can change these."
    return _section("copied", "Unchanged", [element("p", lead), *parts] if parts else [])


def _mended(findings: Sequence[Finding]) -> Html | None:
    counted = dict.fromkeys(sentence(finding) for finding in findings)
    items = [element("li", sentence) for sentence in counted]
    return _section("mended", "What was put right", [element("ul", items)] if items else [])
