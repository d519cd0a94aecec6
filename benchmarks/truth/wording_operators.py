"""Operators that spoil bullets, texts and lists without inventing anything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.honesty import flat
from resumemate_llm.schema import BulletRewrite, DraftRole, ExperienceGap, KeywordCheck, ProOutput, Radar
from resumemate_llm.text.verbs import leading_verb

from .cases import Case
from .edits import (
    changed,
    with_bullet,
    with_headline,
    with_letter,
    with_remark,
    with_role,
    with_sentence,
    with_skill,
    with_summary_sentence,
)
from .judge import Fault, contradiction, said_in_resume, standing, strings
from .operators import Mutant, operator

BANNED = (
    "in a fast-paced environment", "leveraging best practices", "thinking outside the box",
    "in today's competitive market",
)  # fmt: skip
BANNED_SENTENCES = (
    "I am writing to express my strong interest in this role.", "Please find attached my resume.",
    "I am a results-driven professional with a proven track record.", "I believe I am the perfect fit for it.",
    "I bring a unique blend of skills.", "I will hit the ground running.",
)  # fmt: skip
BANNED_MARKERS = (
    "writing to express", "please find attached", "results-driven", "proven track record", "the perfect fit",
    "unique blend", "hit the ground running", *BANNED,
)  # fmt: skip
PLACEHOLDERS = ("[X]%", "[number]", "[Company Name]", "{{metric}}", "XX%", "[insert result here]")
EMOJI = "🚀✨✅📈💡🔥"
FRENCH = (
    "Je vous adresse ma candidature pour le poste dans votre entreprise, et je serais très heureuse de vous "
    "rencontrer pour parler de la suite de mon parcours avec vous."
)
TALK = (
    "Sure! Here is the improved bullet: {}", "{} (Note: I emphasised the tool because the job asks for it.)",
    "<think>The user wants a stronger verb.</think> {}", "Rewritten: {}", "Improved bullet: {}",
)  # fmt: skip


@operator("wording")
def verb_repeated(case: Case) -> Iterator[Mutant]:
    """Bullets of one role that open with the same verb."""
    for r, bullets in enumerate(case.bullets[:3]):
        opened = [(b, found) for b, text in enumerate(bullets) if (found := leading_verb(text))]
        for b, _ in opened[1:3]:
            first = bullets[opened[0][0]].split()[0]
            words = bullets[b].split()
            broken = " ".join([first, *words[1:]])
            yield Mutant(with_bullet(case.draft, r, b, broken), _repeats(r, bullets), broken)


def _repeats(role: int, unbroken: list[str]) -> Fault:
    """A fault where a verb opens more bullets of a role than in the unbroken draft, and more than one."""
    before = _openings(unbroken)

    def look(output: ProOutput) -> str | None:
        verbs = _openings(output.tailored_resume.experience[role].bullets)
        again = (v for v in verbs if verbs.count(v) > max(1, before.count(v)))
        return next((f"{v!r} opens two bullets of role {role}" for v in again), None)

    return look


def _openings(bullets: list[str]) -> list[str]:
    return [found.verb.base for bullet in bullets if (found := leading_verb(bullet))]


@operator("wording")
def near_duplicate(case: Case) -> Iterator[Mutant]:
    """A bullet twice in one role: word for word, with a full stop, with a word more, in another order."""
    for r, b in case.some(case.places, 2):
        text = case.bullets[r][b].rstrip(" .")
        words = text.split()
        for twin in (
            text,
            f"{text}.",
            f"Successfully {text[:1].lower()}{text[1:]}",
            " ".join([*words[:-1], "various", words[-1]]),
        ):
            draft = with_role(case.draft, r, bullets=[*case.bullets[r], twin])
            yield Mutant(draft, _longer(r, len(case.bullets[r])), twin)


def _longer(role: int, most: int) -> Fault:
    def look(output: ProOutput) -> str | None:
        bullets = output.tailored_resume.experience[role].bullets
        return f"role {role} has {len(bullets)} bullets" if len(bullets) > most else None

    return look


@operator("wording")
def dangling_ending(case: Case) -> Iterator[Mutant]:
    """A bullet that promises an outcome and names none."""
    endings = (
        ", resulting in",
        " leading to.",
        ", contributing to",
        ", in order to",
        ", which resulted in …",
        " with the goal of",
    )
    for r, b in case.some(case.places, 2):
        for ending in case.some(endings, 2):
            broken = case.bullets[r][b].rstrip(" .") + ending
            marker = ending.strip(" ,.…")
            yield Mutant(with_bullet(case.draft, r, b, broken), _ends(marker), broken)


def _ends(marker: str) -> Fault:
    def look(output: ProOutput) -> str | None:
        bullets = [b for role in output.tailored_resume.experience for b in role.bullets]
        return next((f"ends on {marker!r}" for b in bullets if b.rstrip(" .…").endswith(marker)), None)

    return look


@operator("wording")
def banned_phrase(case: Case) -> Iterator[Mutant]:
    """Filler in bullets, summary and letter."""
    fault = standing(*(m for m in BANNED_MARKERS if case.lacks(m)))
    for r, b in case.some(case.places, 1):
        for phrase in case.some(BANNED, 2):
            broken = f"{case.bullets[r][b].rstrip(' .')}, {phrase}"
            yield Mutant(with_bullet(case.draft, r, b, broken), fault, broken)
    for sentence in case.some(BANNED_SENTENCES, 2):
        yield Mutant(with_sentence(case.draft, case.number % 4, sentence), fault, f"letter: {sentence}")
    said = "Results-driven professional with a proven track record in a fast-paced environment."
    yield Mutant(with_summary_sentence(case.draft, said), fault, f"summary: {said}")


@operator("wording")
def placeholder(case: Case) -> Iterator[Mutant]:
    """Gaps that somebody was meant to fill."""
    for gap in case.some(PLACEHOLDERS, 2):
        fault = standing_raw(gap)
        for r, b in case.some(case.places, 1):
            broken = f"{case.bullets[r][b].rstrip(' .')} by {gap}"
            yield Mutant(with_bullet(case.draft, r, b, broken), fault, broken)
        yield Mutant(with_sentence(case.draft, 1, f"This raised output by {gap}."), fault, f"letter: {gap}")
        yield Mutant(
            with_remark(case.draft, "next_actions", f"Raise the figure to {gap}."), fault, f"action: {gap}"
        )


def standing_raw(*marks: str) -> Fault:
    """A fault that stands where one of the marks is anywhere in the output."""

    def look(output: ProOutput) -> str | None:
        said = "\n".join(strings(output.to_wire()))
        return next((f"still holds {mark!r}" for mark in marks if mark in said), None)

    return look


@operator("wording")
def emoji(case: Case) -> Iterator[Mutant]:
    """Pictures in every part."""
    sign = EMOJI[case.number % len(EMOJI)]
    fault = standing_raw(*EMOJI)
    for r, b in case.some(case.places, 2):
        yield Mutant(with_bullet(case.draft, r, b, f"{sign} {case.bullets[r][b]}"), fault, f"bullet {sign}")
    yield Mutant(with_headline(case.draft, sign), fault, f"headline {sign}")
    yield Mutant(with_sentence(case.draft, 3, f"I look forward to it {sign}"), fault, f"letter {sign}")
    yield Mutant(
        with_remark(case.draft, "recruiter_feedback", f"{sign} The order of the roles is clear."),
        fault,
        f"feedback {sign}",
    )


@operator("wording")
def job_ad_sentence_pasted(case: Case) -> Iterator[Mutant]:
    """A sentence of the ad in the candidate's mouth."""
    lines = (line.strip(" \t•*-–") for line in re.split(r"[.\n]", case.job.text))
    said = flat(case.resume.text)
    sentences = [s[:1].upper() + s[1:] for s in lines if 9 <= len(s.split()) <= 30 and flat(s) not in said]
    for sentence in case.some(sentences, 2):
        fault = standing(sentence, where=_spoken)
        yield Mutant(with_sentence(case.draft, 2, f"{sentence}."), fault, f"letter: {sentence}")
        yield Mutant(with_summary_sentence(case.draft, f"{sentence}."), fault, f"summary: {sentence}")
        if case.bullets:
            bullets = [*case.bullets[0], sentence]
            yield Mutant(with_role(case.draft, 0, bullets=bullets), fault, f"bullet: {sentence}")


def _spoken(output: ProOutput) -> str:
    """Resume and letter on one line."""
    return said_in_resume(output) + " " + flat(" ".join(output.cover_letter.paragraphs))


@operator("wording")
def first_person_in_bullets(case: Case) -> Iterator[Mutant]:
    """Bullets in which the candidate speaks."""
    if case.resume.language != "en":
        return
    own = [
        (r, b) for r, b in case.places if leading_verb(case.bullets[r][b]) and not _speaks(case.bullets[r][b])
    ]
    for r, b in case.some(own, 2):
        text = case.bullets[r][b]
        for broken in (
            f"I {text[:1].lower()}{text[1:]}",
            f"I have {text[:1].lower()}{text[1:]}",
            f"My team and I {text[:1].lower()}{text[1:]}",
        ):
            yield Mutant(with_bullet(case.draft, r, b, broken), _speaking(r, b), broken)


def _speaks(text: str) -> bool:
    return bool(re.search(r"(?<![\w/-])(?:I|my|My|me|we|We|our|Our)(?![\w/-])", text))


def _speaking(role: int, bullet: int) -> Fault:
    def look(output: ProOutput) -> str | None:
        bullets = output.tailored_resume.experience[role].bullets
        return next((f"speaks: {b[:60]!r}" for b in bullets[bullet : bullet + 1] if _speaks(b)), None)

    return look


@operator("wording")
def checklist_contradicting(case: Case) -> Iterator[Mutant]:
    """Keywords marked missing that the resume holds, the reverse, and keywords that are not in the job."""
    entries = case.draft.keyword_checklist
    turned = [KeywordCheck(keyword=e.keyword, found=not e.found, section="Experience") for e in entries]
    yield Mutant(changed(case.draft, keyword_checklist=turned), contradiction, "every flag turned")
    for flag in (True, False):
        all_same = [e.model_copy(update={"found": flag}) for e in entries]
        yield Mutant(changed(case.draft, keyword_checklist=all_same), contradiction, f"all {flag}")
    stranger = KeywordCheck(keyword="falconry", found=True, section="Skills")
    if case.lacks("falconry"):
        draft = changed(case.draft, keyword_checklist=[stranger, *entries])
        yield Mutant(draft, standing("falconry"), "a keyword of no job")


@operator("wording")
def feedback_contradicting(case: Case) -> Iterator[Mutant]:
    """A remark or a gap that calls missing what the resume shows."""
    shown = [e.keyword for e in case.draft.keyword_checklist if e.found and case.shows(e.keyword)]
    for term in case.some(shown, 2):
        remark = f"There is no mention of {term}."
        yield Mutant(with_remark(case.draft, "recruiter_feedback", remark), standing(remark), remark)
        gap = ExperienceGap(
            gap=f"{term} is not shown", suggestion="Add it where you used it.", severity="high"
        )
        draft = changed(case.draft, experience_gaps=[gap, *case.draft.experience_gaps])
        yield Mutant(draft, standing(gap.gap), gap.gap)


@operator("wording")
def harsh_wording(case: Case) -> Iterator[Mutant]:
    """Judgements that hurt and do not help."""
    remarks = (
        ("This is a weak match.", "weak match"), ("The candidate is clearly underqualified.", "underqualified"),
        ("The resume lacks focus.", "lacks"), ("The summary fails to name a tool.", "fails to"),
        ("A poor match overall.", "poor match"), ("A complete lack of figures.", "lack of"),
    )  # fmt: skip
    for text, marker in case.some(remarks, 3):
        yield Mutant(with_remark(case.draft, "recruiter_feedback", text), standing(marker), text)


@operator("wording")
def radar_wrong(case: Case) -> Iterator[Mutant]:
    """Scores out of range, or not the weighted sum."""
    for scores in ((100, 10, 10, 10, 10), (-5, -1, 400, 0, 0), (90, 70, 70, 70, 71)):
        overall, skills, experience, impact, ats = scores
        radar = Radar(
            overall=overall,
            skills_match=skills,
            experience_alignment=experience,
            impact_strength=impact,
            ats_readiness=ats,
        )
        yield Mutant(changed(case.draft, radar=radar), _wrong_radar, str(scores))


def _wrong_radar(output: ProOutput) -> str | None:
    radar = output.radar
    if radar is None:
        return "no radar"
    axes = (radar.skills_match, radar.experience_alignment, radar.impact_strength, radar.ats_readiness)
    weighted = sum(weight * axis for weight, axis in zip((30, 30, 25, 15), axes, strict=True)) / 100
    if not all(0 <= axis <= 100 for axis in axes):
        return f"an axis out of range: {axes}"
    return None if abs(radar.overall - weighted) <= 0.5 else f"{radar.overall} is not {weighted}"


@operator("wording")
def rewrite_without_original(case: Case) -> Iterator[Mutant]:
    """Before/after pairs whose before is in no resume, or whose after is in no bullet."""
    pairs = case.draft.bullet_rewrites
    invented = BulletRewrite(
        original="Did some things with the boats",
        rewritten="Navigated the boats",
        section="Experience",
        notes="",
    )
    yield Mutant(
        changed(case.draft, bullet_rewrites=[invented, *pairs]), standing("the boats"), "an invented original"
    )
    for pair in pairs[:1]:
        other = pair.model_copy(update={"rewritten": "Navigated the boats of the harbour"})
        yield Mutant(
            changed(case.draft, bullet_rewrites=[other, *pairs[1:]]),
            standing("the boats"),
            "an invented rewriting",
        )
        preview = case.draft.before_after_preview.model_copy(update={"after": "Navigated the boats"})
        yield Mutant(
            changed(case.draft, before_after_preview=preview), standing("the boats"), "an invented preview"
        )


@operator("wording")
def prompt_example_leaking(case: Case) -> Iterator[Mutant]:
    """The sample person of a prompt in place of the candidate."""
    example = DraftRole(
        company="Acme Corp",
        title="Software Engineer",
        start="2019",
        end="Present",
        bullets=["Built APIs used by 2M users"],
    )
    markers = [m for m in ("Acme Corp", "John Doe", "2M users") if case.lacks(m)]
    fault = standing(*markers)
    yield Mutant(changed(case.draft, bullets_by_role=[example, *case.draft.bullets_by_role]), fault, "a role")
    yield Mutant(changed(case.draft, bullets_by_role=[example]), fault, "the only role")
    said = "John Doe is a software engineer at Acme Corp who built APIs used by 2M users."
    yield Mutant(changed(case.draft, professional_summary=said), fault, "the summary")
    letter = ["Dear Acme Corp,", "I built APIs used by 2M users.", "I lead people.", "Sincerely, John Doe"]
    yield Mutant(with_letter(case.draft, letter), fault, "the letter")


@operator("wording")
def wrong_language(case: Case) -> Iterator[Mutant]:
    """Texts in a language of neither document."""
    if {case.resume.language, case.job.language} & {"fr"}:
        return
    fault = standing("votre entreprise", "mon parcours avec vous")
    yield Mutant(with_letter(case.draft, [FRENCH] * 4), fault, "letter")
    yield Mutant(changed(case.draft, professional_summary=FRENCH), fault, "summary")
    yield Mutant(changed(case.draft, summary=FRENCH), fault, "analysis")
    yield Mutant(with_remark(case.draft, "recruiter_feedback", FRENCH), fault, "feedback")
    yield Mutant(with_sentence(case.draft, 1, FRENCH), fault, "a sentence of the letter")


@operator("wording")
def markup_and_control_characters(case: Case) -> Iterator[Mutant]:
    """Markdown, HTML, list glyphs, control characters and halves of surrogate pairs."""
    fault = _marked_up
    for r, b in case.some(case.places, 2):
        text = case.bullets[r][b]
        first, _, rest = text.partition(" ")
        for broken in (
            f"**{first}** {rest}",
            f"<b>{first}</b> {rest}",
            f"• {text}",
            f"- `{first}` {rest}",
            f"{first}\x00 {rest}\x07\u202e\ud800",
        ):
            yield Mutant(with_bullet(case.draft, r, b, broken), fault, repr(broken[:80]))
    yield Mutant(with_headline(case.draft, "**Bold**"), fault, "headline")
    yield Mutant(with_sentence(case.draft, 1, "I am **very** glad."), fault, "letter")


def _marked_up(output: ProOutput) -> str | None:
    bullets = [b for role in output.tailored_resume.experience for b in role.bullets]
    glyphs = (f"opens with a glyph: {b[:40]!r}" for b in bullets if re.match(r"\s*[•*-]\s", b))
    return next(glyphs, None) or standing_raw("**", "<b>", "\x00", "\x07", "\u202e", "\ud800", "`")(output)


@operator("wording")
def talk_of_the_model(case: Case) -> Iterator[Mutant]:
    """What a chat model says around its answer."""
    markers = (
        "here is the improved",
        "the job asks for it.)",
        "the user wants",
        "rewritten:",
        "improved bullet",
    )
    fault = standing_raw_flat(*(m for m in markers if case.lacks(m)))
    for r, b in case.some(case.places, 2):
        for frame in case.some(TALK, 2):
            broken = frame.format(case.bullets[r][b])
            yield Mutant(with_bullet(case.draft, r, b, broken), fault, broken)
    said = "As an AI language model, I cannot verify this."
    told = standing("AI language model")
    if case.lacks("AI language model"):
        yield Mutant(with_summary_sentence(case.draft, said), told, f"summary: {said}")
        yield Mutant(with_sentence(case.draft, 1, said), told, f"letter: {said}")


def standing_raw_flat(*marks: str) -> Fault:
    """A fault that stands where one of the marks is said, whatever stands beside it."""

    def look(output: ProOutput) -> str | None:
        said = flat("\n".join(strings(output.to_wire())))
        return next((f"still says {mark!r}" for mark in marks if mark in said), None)

    return look


@operator("wording")
def long_and_repeated_skills(case: Case) -> Iterator[Mutant]:
    """Skills of more than four words, and skills listed twice."""
    if not case.draft.skills:
        return
    long = "Working closely together with many people"
    yield Mutant(with_skill(case.draft, long), standing(long, where=said_in_resume), long)
    items = [i for g in case.draft.skills for i in g.items]
    for item in case.some(items, 2):
        for twin in (item, item.upper()):
            yield Mutant(with_skill(case.draft, twin), _listed_twice(item), f"twice: {twin}")


def _listed_twice(item: str) -> Fault:
    def look(output: ProOutput) -> str | None:
        listed = [flat(i) for g in output.tailored_resume.skills for i in g.items]
        return f"{item!r} is listed twice" if listed.count(flat(item)) > 1 else None

    return look
