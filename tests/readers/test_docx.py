"""Word documents: everything that a reader of the page sees, once, in order; and hostile containers."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resumemate_llm.errors import EncryptedDocument, InputError, UnreadableDocument
from resumemate_llm.resume.readers import read_document
from resumemate_llm.resume.readers.package import MAX_ENTRIES

from .builders import R, W, docx, item, paragraph, part, relations, table, text_box


def lines(body: str, **more: object) -> list[str]:
    return read_document(docx(body, **more)).text.split("\n")  # type: ignore[arg-type]


def test_paragraphs_are_lines() -> None:
    assert lines(paragraph("Ines Duarte") + paragraph("Coordinator")) == ["Ines Duarte", "Coordinator"]


def test_runs_of_a_paragraph_are_one_line() -> None:
    runs = (
        "<w:p><w:r><w:t>Ines</w:t></w:r><w:proofErr/><w:r><w:t xml:space='preserve'> Duarte</w:t></w:r></w:p>"
    )
    assert lines(runs) == ["Ines Duarte"]


def test_list_items_begin_with_a_bullet() -> None:
    assert lines(paragraph("Duties") + item("Planned sailings") + item("Cut costs")) == [
        "Duties",
        "• Planned sailings",
        "• Cut costs",
    ]


def test_a_bullet_that_is_typed_is_not_doubled() -> None:
    assert lines(item("• Planned sailings") + item("- Cut costs")) == ["• Planned sailings", "- Cut costs"]


def test_a_word_that_begins_like_a_bullet_sign_keeps_its_bullet() -> None:
    assert lines(item("office work")) == ["• office work"]


@pytest.mark.parametrize(
    ("style", "listed"),
    [("ListBullet", True), ("Derived", True), ("Numbered", True), ("Heading1", False), ("Body", False)],
)
def test_a_style_can_make_list_items(style: str, listed: bool) -> None:
    numbering = "<w:pPr><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr>"
    styles = part(
        "styles",
        '<w:style w:styleId="ListBullet"><w:name w:val="List Bullet"/></w:style>'
        '<w:style w:styleId="Derived"><w:name w:val="Mine"/><w:basedOn w:val="ListBullet"/></w:style>'
        f'<w:style w:styleId="Numbered"><w:name w:val="Duty"/>{numbering}</w:style>'
        f'<w:style w:styleId="Heading1"><w:name w:val="heading 1"/>{numbering}</w:style>'
        '<w:style w:styleId="Body"><w:name w:val="Body"/><w:basedOn w:val="Body"/></w:style>',
    )
    text = lines(
        paragraph("Planned", f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>'),
        parts={"word/styles.xml": styles},
        links=[("rId9", "styles", "styles.xml")],
    )
    assert text == ["• Planned" if listed else "Planned"]


def test_a_blank_line_stands_before_headings_and_not_between_them() -> None:
    styles = part("styles", '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>')
    heading = '<w:pPr><w:pStyle w:val="berschrift1"/></w:pPr>'
    text = lines(
        paragraph("Ines")
        + paragraph("Ausbildung", heading)
        + paragraph("Aveiro", heading)
        + paragraph("BSc"),
        parts={"word/styles.xml": styles},
        links=[("rId9", "styles", "styles.xml")],
    )
    assert text == ["Ines", "", "Ausbildung", "Aveiro", "BSc"]


def test_a_paragraph_taken_off_its_list_is_no_item() -> None:
    assert lines(item("Planned", number=0)) == ["Planned"]


def test_a_table_is_read_row_by_row() -> None:
    cells = [paragraph("2019 – 2021"), paragraph("Coordinator"), paragraph("Harbour Freight")]
    assert lines(table(cells, [paragraph("2017 – 2019"), paragraph("Clerk"), paragraph("")])) == [
        "2019 – 2021 | Coordinator | Harbour Freight",
        "2017 – 2019 | Clerk",
    ]


def test_a_date_beside_a_tall_cell_stands_on_its_first_line() -> None:
    tall = paragraph("Coordinator") + item("Planned") + item("Cut costs")
    assert lines(table([paragraph("2019"), tall])) == ["2019 | Coordinator", "• Planned", "• Cut costs"]
    assert lines(table([tall, paragraph("2019")])) == ["Coordinator | 2019", "• Planned", "• Cut costs"]


def test_columns_made_with_a_table_are_read_one_after_the_other() -> None:
    left, right = paragraph("SKILLS") + paragraph("SAP"), paragraph("EXPERIENCE") + paragraph("Coordinator")
    assert lines(table([left, right])) == ["SKILLS", "SAP", "EXPERIENCE", "Coordinator"]


def test_a_table_in_a_table_is_read() -> None:
    inner = table([paragraph("SAP"), paragraph("Excel")])
    assert lines(table([inner + paragraph("")])) == ["SAP | Excel"]


def test_a_text_box_is_read_once_and_before_the_text_it_heads() -> None:
    body = f"<w:p>{text_box(paragraph('EXPERIENCE'))}</w:p>" + paragraph("Coordinator")
    assert lines(body) == ["EXPERIENCE", "Coordinator"]


def test_a_text_box_anchored_behind_text_comes_after_it() -> None:
    body = f"<w:p><w:r><w:t>Summary</w:t></w:r>{text_box(paragraph('Aside'))}</w:p>"
    assert lines(body) == ["Summary", "Aside"]


def test_an_old_text_box_is_read() -> None:
    box = f"<textbox><w:txbxContent>{paragraph('EDUCATION')}</w:txbxContent></textbox>"
    assert lines(f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>") == ["EDUCATION"]


def test_tabs_breaks_and_hyphens_are_kept() -> None:
    run = "<w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/><w:t>D</w:t>"
    run += "<w:softHyphen/><w:t>E</w:t>"
    assert lines(f"<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r>{run}</w:r></w:p>") == [
        "A\tB",
        "C-DE",
    ]


@pytest.mark.parametrize(("code", "sign"), [("F0B7", "\uf0b7"), ("F0E0", "→"), ("zz", ""), ("41", "A")])
def test_symbols_of_a_font_become_characters(code: str, sign: str) -> None:
    run = f'<w:p><w:r><w:t>a</w:t><w:sym w:font="Wingdings" w:char="{code}"/><w:t>b</w:t></w:r></w:p>'
    assert lines(run) == [f"a{sign}b"]


def test_content_controls_insertions_and_smart_tags_are_read() -> None:
    inner = "<w:ins><w:r><w:t>Ines</w:t></w:r></w:ins><w:smartTag><w:r><w:t> Duarte</w:t></w:r></w:smartTag>"
    assert lines(f"<w:sdt><w:sdtPr/><w:sdtContent><w:p>{inner}</w:p></w:sdtContent></w:sdt>") == [
        "Ines Duarte"
    ]


def test_deleted_and_moved_away_text_is_gone() -> None:
    gone = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    gone += "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
    assert lines(f"<w:p>{gone}<w:r><w:t>new</w:t></w:r></w:p>") == ["new"]


def test_field_codes_are_no_text() -> None:
    field = '<w:r><w:instrText> HYPERLINK "x" </w:instrText></w:r>'
    field += "<w:fldSimple><w:r><w:t>shown</w:t></w:r></w:fldSimple>"
    assert lines(f"<w:p>{field}</w:p>") == ["shown"]


def test_hidden_text_is_left_out_with_a_warning() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hire me</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>Ines</w:t></w:r>'
    document = read_document(docx(f"<w:p>{hidden}{shown}</w:p>"))
    assert document.text == "Ines"
    assert document.warnings == ("Hidden text of the Word document was left out.",)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("LinkedIn", "LinkedIn: https://linkedin.com/in/ines"),
        ("LinkedIn:", "LinkedIn: https://linkedin.com/in/ines"),
        ("linkedin.com/in/ines", "linkedin.com/in/ines"),
        ("Harbour Freight", "Harbour Freight"),
    ],
)
def test_a_link_shows_its_address_where_its_text_only_names_it(text: str, read: str) -> None:
    body = f'<w:p><w:hyperlink r:id="rId7"><w:r><w:t>{text}</w:t></w:r></w:hyperlink></w:p>'
    assert lines(body, links=[("rId7", "hyperlink", "https://linkedin.com/in/ines")]) == [read]


def header(kind: str, key: str) -> str:
    return f'<w:headerReference w:type="{kind}" r:id="{key}"/>'


def test_the_header_comes_first_and_the_footer_last() -> None:
    text = lines(
        paragraph("Coordinator") + f"<w:sectPr>{header('default', 'rId5')}</w:sectPr>",
        parts={
            "word/header1.xml": part("hdr", paragraph("Ines Duarte | ines@example.org")),
            "word/footer1.xml": part("ftr", paragraph("Page 1 of 2")),
        },
        links=[("rId5", "header", "header1.xml"), ("rId6", "footer", "footer1.xml")],
    )
    assert text == ["Ines Duarte | ines@example.org", "Coordinator", "", "Page 1 of 2"]


def test_the_header_of_later_pages_is_furniture() -> None:
    sections = f"<w:sectPr>{header('first', 'rId5')}{header('default', 'rId6')}<w:titlePg/></w:sectPr>"
    text = lines(
        paragraph("Coordinator") + sections,
        parts={
            "word/header1.xml": part("hdr", paragraph("Ines Duarte")),
            "word/header2.xml": part("hdr", paragraph("Ines Duarte") + paragraph("Resume, continued")),
        },
        links=[("rId5", "header", "header1.xml"), ("rId6", "header", "header2.xml")],
    )
    assert text == ["Ines Duarte", "Coordinator", "", "Resume, continued"]


def test_footnotes_are_kept_at_the_end() -> None:
    notes = (
        '<w:footnote w:type="separator"><w:p/></w:footnote><w:footnote w:id="2">'
        + paragraph("Note")
        + "</w:footnote>"
    )
    text = lines(
        paragraph("Coordinator"),
        parts={"word/footnotes.xml": part("footnotes", notes)},
        links=[("rId8", "footnotes", "footnotes.xml")],
    )
    assert text == ["Coordinator", "", "Note"]


def test_the_main_part_may_have_another_name() -> None:
    data = docx(
        "",
        parts={
            "_rels/.rels": relations(("rId1", "officeDocument", "/word/document2.xml")),
            "word/document2.xml": part("document", paragraph("Ines Duarte")),
        },
    )
    assert read_document(data).text == "Ines Duarte"


def test_strict_documents_are_read_too() -> None:
    strict = part("document", paragraph("Ines Duarte")).replace(
        W, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    rels = relations(("rId1", "officeDocument", "word/document.xml")).replace(
        R, "http://purl.oclc.org/ooxml/r"
    )
    assert (
        read_document(docx("", parts={"word/document.xml": strict, "_rels/.rels": rels})).text
        == "Ines Duarte"
    )


# Hostile and damaged containers ------------------------------------------------------------------

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_xml_bomb_is_refused(encoding: str) -> None:
    bomb = (LAUGHS + f'<w:document xmlns:w="{W}"><w:body>&c;</w:body></w:document>').encode(encoding)
    data = docx("", parts={"word/document.xml": bomb})  # type: ignore[dict-item]
    with pytest.raises(UnreadableDocument, match="entities"):
        read_document(data)


def test_an_outside_entity_is_never_fetched() -> None:
    xml = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
    with pytest.raises(UnreadableDocument, match="entities"):
        read_document(docx("", parts={"word/document.xml": xml}))


def test_a_part_that_unpacks_to_far_too_much_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="far more than a resume"):
        read_document(docx(paragraph("x" * 11_000_000)))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(docx(paragraph("x" * 11_000_000)))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    struct.pack_into("<I", data, at + 24, 1000)
    with pytest.raises(UnreadableDocument):
        read_document(bytes(data))


def test_a_container_of_very_many_files_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="files"):
        read_document(docx("", parts={f"word/x{n}.xml": "" for n in range(MAX_ENTRIES)}))


def test_deeply_nested_xml_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="nested"):
        read_document(docx("<w:sdt>" * 5000 + "</w:sdt>" * 5000))


def test_broken_xml_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="XML is damaged"):
        read_document(docx("<w:p>"))


def test_a_container_without_a_main_part_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="no main part"):
        read_document(docx("", parts={"_rels/.rels": relations()}))


def test_a_part_with_a_password_says_so() -> None:
    data = bytearray(docx(paragraph("Ines")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    with pytest.raises(EncryptedDocument):
        read_document(bytes(data))


def test_a_flipped_checksum_is_damage() -> None:
    data = bytearray(docx(paragraph("Ines Duarte " * 20)))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        info = archive.getinfo("word/document.xml")
    at = info.header_offset + 30 + len(info.filename) + info.compress_size // 2
    data[at] ^= 0xFF
    with pytest.raises(UnreadableDocument):
        read_document(bytes(data))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_document_with_flipped_bytes_reads_or_is_refused(data: st.DataObject) -> None:
    whole = bytearray(
        docx(paragraph("Ines Duarte") + item("Planned") + table([paragraph("a"), paragraph("b")]))
    )
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_document(bytes(whole))
    except InputError as error:
        assert "Duarte" not in str(error)


Content = tuple[str, list[str]]
"""XML of a document's body and the words that it shows."""


def several(parts: list[Content]) -> Content:
    return "".join(xml for xml, _ in parts), [word for _, words in parts for word in words]


def in_table(rows: list[list[Content]]) -> Content:
    return table(*[[xml for xml, _ in row] for row in rows]), [
        w for row in rows for _, words in row for w in words
    ]


def in_box(content: Content) -> Content:
    return f"<w:p>{text_box(content[0])}</w:p>", content[1]


WORDS = st.text(st.characters(codec="utf-8", categories=["Lu", "Ll", "Nd"]), min_size=2, max_size=8)
PARAGRAPHS = WORDS.map(lambda word: (paragraph(word), [word])) | WORDS.map(lambda word: (item(word), [word]))
BODIES = st.recursive(
    PARAGRAPHS,
    lambda inner: (
        st.lists(st.lists(inner, min_size=1, max_size=3), min_size=1, max_size=3).map(in_table)
        | inner.map(in_box)
        | st.lists(inner, min_size=1, max_size=3).map(several)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(BODIES)
def test_however_it_is_nested_every_word_is_read_once(content: Content) -> None:
    body, words = content
    text = read_document(docx(body)).text.replace("•", " ").replace("|", " ")
    assert sorted(text.split()) == sorted(words)
