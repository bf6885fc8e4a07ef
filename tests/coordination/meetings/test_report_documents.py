"""The report as page, Word file and PDF: the same words in each, for the reader who asks."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import docx
import pytest
import typst
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision
from coordination.dossiers.models import Classification, Dossier, Function
from coordination.dossiers.services import grant_access
from coordination.meetings.models import AgendaItem, Meeting, Presence
from coordination.meetings.report import pdf
from coordination.meetings.report.document import Document
from coordination.meetings.services.attendance import note_attendance
from coordination.meetings.services.circulation import adopt_minutes, circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.meetings import plan_meeting
from coordination.meetings.services.reports import fetch_report
from coordination.people.models import Clearance, ReportForm, User
from tests.cast import MONDAY, Cast
from tests.kept import kept

LINES = (
    "De opdracht is besproken.",
    "! We houden de afbakening aan.",
    "Voorbeeldsheet delen @VWS uiterlijk wo 4 nov",
)
SECRET = "Vertrouwelijke cijfers"
NASTY = "R&D <b>vet</b> #let x = 1 @foo $x$ \\ *ster* 😀 \ufffe " + "lang" * 60


def type_lines(item: AgendaItem, cast: Cast, *texts: str) -> Meeting:
    for text in texts:
        write_line(item=item, typed=text, by=cast.secretary, at=MONDAY)
    return Meeting.objects.get(pk=item.meeting_id)


@kept
def typed(cast: Cast, item: AgendaItem) -> Meeting:
    return type_lines(item, cast, *LINES)


@kept
def circulated(cast: Cast, typed: Meeting) -> Meeting:
    return circulate_minutes(meeting=typed, version=typed.version, by=cast.secretary, at=MONDAY)


def report_for(user: User, meeting: Meeting, language: str = "nl") -> Document:
    with translation.override(language):
        return fetch_report(meeting=meeting, form="pdf", by=user, at=timezone.now())


def words_of(document: Document) -> str:
    return str(document.to_json())


def open_word(client: Client, meeting: Meeting) -> WordDocument:
    answer = client.get(reverse("meetings:report", args=[meeting.pk, "docx"]))
    assert answer.status_code == 200
    return docx.Document(io.BytesIO(answer.content))


def word_words(word: WordDocument) -> str:
    """All text of the body in order, its tables included."""
    return "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in word.element.iter(qn("w:p"))
    )


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_each_form_is_served_under_its_own_name(
    form: str, cast: Cast, circulated: Meeting, sign_in: Callable[[User], Client]
) -> None:
    answer = sign_in(cast.szw_officer).get(reverse("meetings:report", args=[circulated.pk, form]))
    assert answer.status_code == 200
    if form != "html":
        assert (
            answer["Content-Disposition"]
            == f'attachment; filename="verslag-MLT3-2020-11-02.{form}"'
        )


def test_an_unknown_form_is_not_found(
    cast: Cast, circulated: Meeting, sign_in: Callable[[User], Client]
) -> None:
    answer = sign_in(cast.szw_officer).get(reverse("meetings:report", args=[circulated.pk, "exe"]))
    assert answer.status_code == 404


def test_the_pdf_is_tagged_in_its_language(cast: Cast, circulated: Meeting) -> None:
    made = pdf.pdf_of(report_for(cast.secretary, circulated))
    assert made.startswith(b"%PDF")
    assert b"/MarkInfo" in made
    assert re.search(rb"/Lang\s*\(nl-NL\)", made)
    assert b"pdfuaid" in made
    assert b"SourceSansPro" in made


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_word_file_has_real_heads_and_speaks_the_reader_s_language(
    language: str, cast: Cast, circulated: Meeting, sign_in: Callable[[User], Client]
) -> None:
    User.objects.filter(pk=cast.szw_officer.pk).update(language=language)
    word = open_word(sign_in(cast.szw_officer), circulated)
    styled = [(p.style.name or "", p.text) for p in word.paragraphs if p.style]
    heads = [(style, text) for style, text in styled if style.startswith("Heading")]
    expected = {
        "nl": ["Verslag MLT3, 2 november 2020", "1. Inventarisatie", "Afspraken", "Actiepunten"],
        "en": ["Report MLT3, 2 November 2020", "1. Inventarisatie", "Agreements", "Action points"],
    }
    assert [text for _style, text in heads] == expected[language]
    assert [style for style, _text in heads] == ["Heading 1", *["Heading 2"] * 3]
    locale = {"nl": "nl-NL", "en": "en-GB"}[language]
    assert word.core_properties.language == locale
    assert next(word.styles.element.iter(qn("w:lang"))).get(qn("w:val")) == locale


def test_the_heads_of_word_tables_return_on_every_page_and_no_row_is_cut(
    cast: Cast, circulated: Meeting, sign_in: Callable[[User], Client]
) -> None:
    tables = open_word(sign_in(cast.szw_officer), circulated).tables
    assert len(tables) == 2
    for table in tables:
        assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [
            number == 0 for number in range(len(table.rows))
        ]
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    assert [cell.text for cell in tables[1].rows[1].cells] == [
        "MLT3-2020-02",
        "Voorbeeldsheet delen",
        "VWS (policy officer vws)",
        "wo 4 nov 2020",
    ]


def test_every_page_of_the_word_file_has_its_number_and_marks(
    cast: Cast, circulated: Meeting, sign_in: Callable[[User], Client]
) -> None:
    page = open_word(sign_in(cast.szw_officer), circulated).sections[0]
    assert page.header.paragraphs[0].text == "Concept, versie 1  ·  Ongerubriceerd"
    fields = [f.get(qn("w:instr")) for f in page.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_before_circulation_every_page_says_draft_and_shows_the_lines_as_they_are(
    cast: Cast, typed: Meeting
) -> None:
    document = report_for(cast.secretary, typed)
    assert document.marks == ("Concept, nog niet rondgestuurd", "Ongerubriceerd")
    assert [line.text for line in document.sections[0].lines] == [
        "De opdracht is besproken.",
        "We houden de afbakening aan.",
        "Voorbeeldsheet delen",
    ]


def test_after_circulation_the_kept_version_is_read_and_not_the_rows(
    cast: Cast, circulated: Meeting
) -> None:
    Decision.objects.update(text="Achteraf anders")
    circulated.entries.update(text="Achteraf anders")
    assert "Achteraf anders" not in words_of(report_for(cast.secretary, circulated))


def test_an_adopted_report_says_so(cast: Cast, circulated: Meeting) -> None:
    adopted = adopt_minutes(
        meeting=circulated,
        adopted_in=None,
        version=circulated.version,
        by=cast.secretary,
        at=MONDAY + timedelta(days=3),
    )
    assert report_for(cast.secretary, adopted).marks[0] == "Vastgesteld, versie 2"


def test_who_was_there_stands_above_it(cast: Cast, typed: Meeting) -> None:
    for row in typed.attendances.all():
        presence = Presence.EXCUSED if row.organisation == cast.szw else Presence.PRESENT
        note_attendance(attendance=row, presence=presence, by=cast.secretary, at=MONDAY)
    facts = dict(report_for(cast.secretary, typed).facts)
    assert facts["Aanwezig"] == "DGSC-19 (team lead), DGSC-19 (secretary), VWS (policy officer vws)"
    assert facts["Afwezig"] == "SZW (policy officer szw)"


@pytest.mark.parametrize(
    ("form", "titles"),
    [
        (ReportForm.REPORT, ["Afspraken", "Actiepunten"]),
        (ReportForm.DECISION_LIST, ["Afspraken"]),
        (ReportForm.ACTION_AND_DECISION_LIST, ["Afspraken", "Actiepunten"]),
    ],
)
def test_the_body_s_form_decides_what_stands_in_it(
    form: ReportForm, titles: list[str], cast: Cast, typed: Meeting
) -> None:
    typed.body.report_form = form
    typed.body.save()
    document = report_for(cast.secretary, Meeting.objects.get(pk=typed.pk))
    assert [table.title for table in document.tables] == titles
    assert bool(document.sections) == (form == ReportForm.REPORT)
    assert ("De opdracht is besproken." in words_of(document)) == (form == ReportForm.REPORT)


def test_a_list_without_decisions_says_so(cast: Cast, item: AgendaItem) -> None:
    item.meeting.body.report_form = ReportForm.ACTION_AND_DECISION_LIST
    item.meeting.body.save()
    document = report_for(cast.secretary, Meeting.objects.get(pk=item.meeting_id))
    assert [table.empty for table in document.tables] == [
        "Er is niets besloten.",
        "Er zijn geen actiepunten afgesproken.",
    ]


def test_open_points_of_earlier_meetings_follow_with_their_age(
    cast: Cast, circulated: Meeting, make_item: Callable[..., AgendaItem]
) -> None:
    later = plan_meeting(
        body=cast.body,
        dossier=cast.dossier,
        starts_at=MONDAY + timedelta(days=7),
        ends_at=MONDAY + timedelta(days=7, hours=1),
        by=cast.secretary,
        at=MONDAY + timedelta(days=1),
    )
    table = report_for(cast.secretary, later).tables[-1]
    assert table.title == "Nog open uit eerdere overleggen"
    assert [row[-1] for row in table.rows] == ["1 overleg geleden, 5 dagen te laat"]


@pytest.fixture
def with_secret(
    cast: Cast, typed: Meeting, make_item: Callable[..., AgendaItem]
) -> tuple[Meeting, User]:
    """A second item of a classified dossier; returned with who may read it."""
    cast.secretary.clearance = Clearance.DEPARTMENTAL
    cast.secretary.save()
    grant_access(
        dossier=cast.secret_dossier,
        to=cast.secretary,
        function=Function.WRITER,
        by=None,
        at=MONDAY,
    )
    hidden = make_item(typed, title=SECRET, dossier=cast.secret_dossier)
    return type_lines(hidden, cast, "! Geheime afspraak", "Geheim punt @SZW di 3 nov"), (
        cast.secretary
    )


def test_an_item_of_a_dossier_she_may_not_see_stands_in_no_form(
    cast: Cast, with_secret: tuple[Meeting, User], sign_in: Callable[[User], Client]
) -> None:
    meeting, reader = with_secret
    stranger = cast.vws_officer
    client = sign_in(stranger)
    page = client.get(reverse("meetings:report", args=[meeting.pk, "html"])).content.decode()
    word = word_words(open_word(client, meeting))
    data = words_of(report_for(stranger, meeting))
    for text in (page, word, data):
        assert "De opdracht is besproken." in text
        assert SECRET not in text
        assert "Geheim" not in text
    assert SECRET in words_of(report_for(reader, meeting))


def test_the_highest_classification_in_it_stands_on_every_page(
    cast: Cast, with_secret: tuple[Meeting, User]
) -> None:
    meeting, reader = with_secret
    assert report_for(reader, meeting).marks[1] == "Departementaal vertrouwelijk"
    assert report_for(cast.vws_officer, meeting).marks[1] == "Ongerubriceerd"


def test_reading_what_is_classified_is_noted_with_its_form_and_nothing_else_is(
    cast: Cast, with_secret: tuple[Meeting, User]
) -> None:
    meeting, reader = with_secret
    reads = AuditEvent.objects.filter(stream="reads")
    report_for(cast.vws_officer, meeting)
    assert reads.count() == 0
    report_for(reader, meeting)
    assert list(reads.order_by("pk").values_list("action", "root")) == [
        ("dossiers.read", False),
        ("meetings.report_read", True),
    ]
    assert '"form": "pdf"' in reads.get(root=True).payload


def test_reading_classified_minutes_on_their_page_is_noted_once_and_polling_is_not(
    cast: Cast, with_secret: tuple[Meeting, User], sign_in: Callable[[User], Client]
) -> None:
    meeting, reader = with_secret
    reads = AuditEvent.objects.filter(stream="reads")
    sign_in(cast.vws_officer).get(meeting.get_absolute_url())
    assert reads.count() == 0
    client = sign_in(reader)
    client.get(meeting.get_absolute_url())
    client.get(reverse("meetings:changes", args=[meeting.pk]), {"after": "0"})
    assert list(reads.order_by("pk").values_list("action", "dossier")) == [
        ("dossiers.read", cast.secret_dossier.pk),
        ("meetings.report_read", meeting.dossier_id),
    ]
    assert '"form": "minutes"' in reads.get(root=True).payload


def test_the_classification_stands_on_every_printed_page(
    cast: Cast, with_secret: tuple[Meeting, User], sign_in: Callable[[User], Client]
) -> None:
    meeting, reader = with_secret
    line = "Departementaal vertrouwelijk"
    client = sign_in(reader)
    page = client.get(reverse("meetings:report", args=[meeting.pk, "html"])).content.decode()
    assert page.index('class="print-mark"') < page.index(line) < page.index('class="shell"')
    assert line in open_word(client, meeting).sections[0].header.paragraphs[0].text
    type_lines(meeting.items.order_by("position")[0], cast, *(f"Regel {n}" for n in range(90)))
    document = report_for(reader, meeting)
    assert document.marks[1] == line
    free = replace(document, marks=(document.marks[0], "Ongerubriceerd"))
    drawn, other = pages_of(document), pages_of(free)
    assert len(drawn) > 2
    assert [page != twin for page, twin in zip(drawn, other, strict=True)] == [True] * len(drawn)
    assert pages_of(document) == drawn
    assert line.encode() in pdf.pdf_of(document)


def pages_of(document: Document) -> list[bytes]:
    """Each page as it is drawn, to compare; its text is outlines."""
    data = json.dumps(document.to_json() | {"watermark": ""}, ensure_ascii=False)
    compiler = typst.Compiler(pdf.TEMPLATE, ignore_system_fonts=True, sys_inputs={"document": data})
    pages = compiler.compile(format="svg")
    assert isinstance(pages, list)
    return pages


def test_an_embargo_stands_on_every_page_of_every_form(
    cast: Cast, circulated: Meeting, sign_in: Callable[[User], Client]
) -> None:
    until = timezone.now() + timedelta(days=2)
    Dossier.objects.filter(pk=cast.dossier.pk).update(embargo_until=until)
    meeting = Meeting.objects.get(pk=circulated.pk)
    mark = report_for(cast.vws_officer, meeting).marks[-1]
    assert mark.startswith("Onder embargo tot ")
    client = sign_in(cast.vws_officer)
    assert mark in open_word(client, meeting).sections[0].header.paragraphs[0].text
    page = client.get(reverse("meetings:report", args=[meeting.pk, "html"])).content.decode()
    assert page.index('class="print-mark"') < page.index(mark) < page.index('class="shell"')


def test_an_embargo_that_passed_is_not_mentioned(cast: Cast, circulated: Meeting) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(embargo_until=timezone.now())
    meeting = Meeting.objects.get(pk=circulated.pk)
    assert len(report_for(cast.vws_officer, meeting).marks) == 2


def test_a_decision_under_embargo_reaches_no_chain_partner(cast: Cast, circulated: Meeting) -> None:
    grant_access(
        dossier=cast.dossier, to=cast.partner, function=Function.READER, by=cast.lead, at=MONDAY
    )
    assert "We houden de afbakening aan." in words_of(report_for(cast.partner, circulated))
    Decision.objects.update(embargo_until=timezone.now() + timedelta(days=2))
    assert "We houden de afbakening aan." not in words_of(report_for(cast.partner, circulated))
    assert "De opdracht is besproken." in words_of(report_for(cast.partner, circulated))
    assert "We houden de afbakening aan." in words_of(report_for(cast.vws_officer, circulated))


def test_whatever_was_typed_is_text_in_every_form(
    cast: Cast, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    meeting = type_lines(item, cast, NASTY)
    client = sign_in(cast.secretary)
    page = client.get(reverse("meetings:report", args=[meeting.pk, "html"])).content.decode()
    assert "R&amp;D &lt;b&gt;vet&lt;/b&gt;" in page
    said = word_words(open_word(client, meeting))
    assert NASTY.replace("\ufffe", "").strip() in said
    answer = client.get(reverse("meetings:report", args=[meeting.pk, "pdf"]))
    assert answer.content.startswith(b"%PDF")


def test_what_the_fonts_cannot_draw_becomes_a_box_and_is_explained(
    cast: Cast, item: AgendaItem
) -> None:
    document = report_for(cast.secretary, type_lines(item, cast, "Smiley 😀 en é en €"))
    shown = pdf.drawable(document.to_json())
    assert shown["sections"][0]["lines"][0]["text"] == "Smiley □ en é en €"
    assert shown["unshown"] == "Tekens die dit document niet kan tonen staan als □."
    assert pdf.pdf_of(document).startswith(b"%PDF")


def test_every_character_that_is_kept_for_the_pdf_can_be_drawn(
    cast: Cast, item: AgendaItem
) -> None:
    latin = "".join(map(chr, [*range(0x21, 0x7F), *range(0xA1, 0x180)]))
    everything = f"😀 {latin} {''.join(sorted(pdf.DRAWN))}"
    meeting = type_lines(item, cast, everything.replace("\xad", ""))
    assert pdf.pdf_of(report_for(cast.secretary, meeting)).startswith(b"%PDF")


def test_the_report_costs_as_many_queries_with_three_lines_as_with_thirty(
    cast: Cast,
    circulated: Meeting,
    make_item: Callable[..., AgendaItem],
    sign_in: Callable[[User], Client],
    django_assert_num_queries: Callable[..., object],
) -> None:
    client = sign_in(cast.szw_officer)
    address = reverse("meetings:report", args=[circulated.pk, "pdf"])
    client.get(address)
    with django_assert_num_queries(10):  # type: ignore[attr-defined]  # a fixture of pytest-django
        client.get(address)
    version = circulated.versions.get()
    version.content["items"] *= 10
    version.save()
    with django_assert_num_queries(10):  # type: ignore[attr-defined]  # a fixture of pytest-django
        client.get(address)


def test_a_stranger_to_a_closed_dossier_finds_no_report(
    cast: Cast, circulated: Meeting, sign_in: Callable[[User], Client]
) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(
        restricted=True, classification=Classification.UNCLASSIFIED
    )
    client = sign_in(cast.stranger)
    for form in ("html", "docx", "pdf"):
        answer = client.get(reverse("meetings:report", args=[circulated.pk, form]))
        assert answer.status_code == 404
