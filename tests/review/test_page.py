"""The page: complete in itself, harmless whatever a resume says, whole for those who cannot see it."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from resumemate_llm.review.markup import Html, element, escape
from tests.cli import results as potter

from .results import ATTACKS, example, hostile

VOID = {"meta", "input"}
TAGS = set(
    "html head meta title style body a header main nav section article figure figcaption h1 h2 h3 p ul ol li dl "
    "dt dd div span small b bdi del ins table thead tbody tr th td details summary label input svg polygon line "
    "circle text".split()
)


class Reader(HTMLParser):
    """Reads a page as a browser would and keeps what is in it."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def check_harmless(page: str) -> Reader:
    """Only our own elements and attributes, nothing loaded, nothing run, no link that leaves the page."""
    reader = Reader(page)
    assert not reader.open
    assert {tag for tag, _ in reader.tags} <= TAGS
    for _, attributes in reader.tags:
        assert not any(name.startswith("on") or name in {"src", "style", "srcset"} for name in attributes)
        assert attributes.get("href", "#").startswith("#")  # type: ignore[union-attr]
    assert page.isprintable() or not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", page)
    return reader


def test_attacks_in_every_text_stay_text() -> None:
    reader = check_harmless(hostile().to_html())
    shown = " ".join(" ".join(reader.text).split())
    for attack in ATTACKS:
        if attack.isprintable():
            assert " ".join(attack.split()) in shown
    assert len(reader.all("title")) == 2  # the document's and the drawing's


def test_a_real_result_gives_a_harmless_page_too() -> None:
    check_harmless(example().diff().to_html())


def test_the_policy_allows_the_page_s_own_style_and_nothing_else() -> None:
    page = example().diff().to_html()
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = next(m["content"] for m in Reader(page).all("meta") if m.get("http-equiv"))
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert "url(" not in style
    assert "@import" not in style


def test_the_same_result_gives_the_same_page() -> None:
    assert potter.result().diff().to_html() == potter.result().diff().to_html()


def test_every_link_and_every_reference_has_its_target() -> None:
    reader = Reader(example().diff().to_html())
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    wanted = [a["href"].removeprefix("#") for a in reader.all("a") if a["href"]]
    for _, attributes in reader.tags:
        wanted += filter(None, (attributes.get("aria-labelledby"), attributes.get("aria-describedby")))
    assert set(wanted) <= set(ids)


def test_headings_have_no_gaps_and_sections_have_names() -> None:
    reader = Reader(example().diff().to_html())
    levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(section["aria-labelledby"] for section in reader.all("section"))
    assert reader.all("html") == [{"lang": "en"}]


def test_the_radar_has_a_link_for_each_axis_with_both_scores_in_its_name() -> None:
    result = example()
    axes = [a for a in Reader(result.diff().to_html()).all("a") if "axis" in (a.get("class") or "")]
    before, after = result.radar_before.radar, result.radar_after.radar
    assert axes[0]["aria-label"] == f"Skills match {before.skills_match} to {after.skills_match}: reasons"
    assert len(axes) == 4


def test_all_contributions_stand_in_the_page() -> None:
    result = example()
    text = Reader(result.diff().to_html()).text
    for contributions in result.radar_after.axes.values():
        assert {c.requirement for c in contributions} <= set(text)


def test_both_sides_of_every_bullet_are_named_for_those_who_cannot_see_columns() -> None:
    review = example().diff()
    text = Reader(review.to_html()).text
    pairs = sum(len(role.bullets) for role in review.roles) + len(review.texts)
    assert text.count("Your resume") == text.count("Tailored") == pairs


@given(st.text(), st.text())
def test_any_text_survives_and_none_becomes_markup(text: str, attribute: str) -> None:
    markup = element("p", text, title=attribute)
    reader = Reader(markup)
    assert [tag for tag, _ in reader.tags] == ["p"]
    clean = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
    assert "".join(reader.text) == clean.sub("", text)
    assert reader.tags[0][1]["title"] == clean.sub("", attribute)


def test_finished_markup_is_not_escaped_twice_and_nothing_is_nothing() -> None:
    assert (
        element("p", Html("<b>x</b>"), None, "&", hidden=True, class_=None) == "<p hidden><b>x</b>&amp;</p>"
    )
    assert escape('<"') == "&lt;&quot;"
