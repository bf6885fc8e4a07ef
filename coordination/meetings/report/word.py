"""The report as a Word file: real styles, heads that return, page numbers, marks on every page."""

import io
import re
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from coordination.kit.exercise import watermark
from coordination.prints.marks import PrintMark

from .document import Document, Section, Table

FONT = "Calibri"
INK = RGBColor(0x16, 0x20, 0x2B)
SOFT = RGBColor(0x42, 0x50, 0x5D)
RULE = "B8C1CA"
WIDTH = 168  # millimetres between the margins of A4
ALARM = RGBColor(0xA3, 0x1F, 0x12)
BEHIND = """<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="watermark" type="#_x0000_t136"
 style="position:absolute;width:440pt;height:110pt;rotation:-30;z-index:-1;
 mso-position-horizontal:center;mso-position-horizontal-relative:margin;
 mso-position-vertical:center;mso-position-vertical-relative:margin"
 fillcolor="#e6d8d8" stroked="f"><v:textpath style="font-family:Calibri" string="{word}"/>
</v:shape></w:pict>"""
FACTS = "Facts"
UNWRITABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOCALES = {"nl": "nl-NL", "en": "en-GB"}


def word_of(document: Document) -> bytes:
    """The document as .docx, A4, in its language."""
    word = docx.Document()
    _name(word, document)
    _dress(word, LOCALES.get(document.language, "nl-NL"))
    _frame(word, document)
    word.add_heading(_safe(document.title), level=1)
    word.add_paragraph(_safe(document.subtitle), style="Subtitle")
    _facts(word, document)
    for section in document.sections:
        _section(word, section, document.asked)
    for table in document.tables:
        _table(word, table)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def _safe(text: str) -> str:
    """Without what XML cannot hold: control characters, halves of pairs, non-characters."""
    return UNWRITABLE.sub("", text)


def _name(word: WordDocument, document: Document) -> None:
    about = word.core_properties
    about.title, about.author, about.last_modified_by = _safe(document.title), "Baken", "Baken"
    about.comments = about.subject = about.category = ""
    about.keywords = ", ".join(map(_safe, document.marks))
    about.language = LOCALES.get(document.language, "nl-NL")


def _dress(word: WordDocument, locale: str) -> None:
    """The styles: one family, quiet heads, the language of the whole text."""
    defaults = word.styles.element.find(qn("w:docDefaults"))
    for lang in defaults.iter(qn("w:lang")):
        lang.set(qn("w:val"), locale)
    _style(word, "Normal", 10.5, INK, after=4)
    _style(word, "Heading 1", 20, INK, bold=True, after=2)
    _style(word, "Heading 2", 13, INK, bold=True, before=18, after=5)
    _style(word, "Subtitle", 12, SOFT, after=8)
    _style(word, "Header", 9, INK, bold=True)
    _style(word, "Footer", 9, SOFT)
    facts = word.styles.add_style(FACTS, WD_STYLE_TYPE.PARAGRAPH)
    facts.base_style = word.styles["Normal"]
    _style(word, FACTS, 9.5, SOFT, after=5)


def _style(
    word: WordDocument,
    name: str,
    size: float,
    ink: RGBColor,
    *,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    style: Any = word.styles[name]
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, ink
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.1
    for drawn in ("w:pBdr", "w:tabs"):
        for found in style.element.get_or_add_pPr().findall(qn(drawn)):
            style.element.pPr.remove(found)


def _frame(word: WordDocument, document: Document) -> None:
    """A4, the marks above and the page number below every page."""
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(22), Mm(20)
    page.top_margin, page.bottom_margin = Mm(26), Mm(32)
    page.header_distance, page.footer_distance = Mm(11), Mm(10)
    _mark(page.header.paragraphs[0], document)
    foot = page.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run(_safe(f"{document.running}\t{document.page} "))
    _field(foot, "PAGE")
    foot.add_run(f" {document.of} ")
    _field(foot, "NUMPAGES")
    _code(page.footer.add_paragraph(), document.printed)


def _code(paragraph: WordParagraph, printed: PrintMark) -> None:
    """The code by which everybody can ask whether this is the latest, and its square."""
    square = paragraph.add_run().add_picture(io.BytesIO(printed.png), width=Mm(15))
    square._inline.docPr.set("descr", printed.address)  # noqa: SLF001  python-docx has no word for it
    paragraph.add_run(f"  {printed.code}").bold = True
    paragraph.add_run(f" · {printed.moment} · {printed.asked}")


def _mark(head: WordParagraph, document: Document) -> None:
    """The marks; in an exercise its word before them, and large behind the text."""
    head.text = _safe("  ·  ".join(document.marks))
    word = watermark()
    if word:
        run = head.insert_paragraph_before().add_run(word)
        run.font.size, run.font.color.rgb = Pt(16), ALARM
        run._r.append(parse_xml(BEHIND.format(word=word)))  # noqa: SLF001  python-docx has no word for it


def _field(paragraph: WordParagraph, code: str) -> None:
    """A number that Word works out: the page, or how many there are."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001  python-docx has no word for it


def _facts(word: WordDocument, document: Document) -> None:
    for label, value in document.facts:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(34)
        paragraph.paragraph_format.first_line_indent = Mm(-34)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(34))
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.add_run(f"{label}\t").font.color.rgb = SOFT
        paragraph.add_run(_safe(value))


def _section(word: WordDocument, section: Section, asked: str) -> None:
    word.add_heading(_safe(section.title), level=2)
    if section.asked:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(5)
        paragraph.add_run(f"{asked}: ").font.color.rgb = SOFT
        paragraph.add_run(_safe(section.asked))
    for line in section.lines:
        paragraph = word.add_paragraph()
        if line.label:
            paragraph.add_run(_safe(f"{line.label}  ")).bold = True
        paragraph.add_run(_safe(line.text))
        if line.facts:
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_after = Pt(0)
            word.add_paragraph(_safe(line.facts), style=FACTS)


def _table(word: WordDocument, table: Table) -> None:
    word.add_heading(_safe(table.title), level=2)
    if not table.rows:
        word.add_paragraph(_safe(table.empty))
        return
    made = word.add_table(rows=1, cols=len(table.columns))
    made.autofit = False
    _describe(made, table)
    _fill(made, 0, table.columns, bold=True)
    _say(made.rows[0], "w:tblHeader")
    for number, row in enumerate(table.rows, start=1):
        made.add_row()
        _fill(made, number, row)
    parts = sum(table.widths)
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = Mm(WIDTH * width / parts)
    for row in made.rows:
        _say(row, "w:cantSplit")
        for cell, width in zip(row.cells, table.widths, strict=True):
            cell.width = Mm(WIDTH * width / parts)


def _fill(made: WordTable, number: int, values: tuple[str, ...], *, bold: bool = False) -> None:
    for cell, value in zip(made.rows[number].cells, values, strict=True):
        run = cell.paragraphs[0].add_run(_safe(value))
        run.font.size, run.font.bold = Pt(9.5), bold or None
        cell.paragraphs[0].paragraph_format.space_before = Pt(2)
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)


def _say(row: Any, name: str) -> None:
    """A property of a row: its head returns on every page, or it stays on one."""
    said = OxmlElement(name)
    said.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(said)  # noqa: SLF001  python-docx has no word for it


def _describe(made: WordTable, table: Table) -> None:
    """Lines between the rows only, and the title for who cannot see it."""
    properties = made._tbl.tblPr  # noqa: SLF001  python-docx has no word for it
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), _safe(table.title))
    properties.find(qn("w:tblLayout")).addprevious(borders)  # Word minds the order
    properties.append(caption)
