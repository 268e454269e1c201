"""Citations: a golden set that must be linked exactly, what stands round it, and what it costs."""

from __future__ import annotations

import datetime
import html
import re
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html as lxml_html

from movement.law.citations import Citation, Context, find
from movement.law.register import OfficialText, Register
from movement.render.texts.cited import Target, linked, read

FOLDER = Path(__file__).resolve().parent / "citations"
MARK = re.compile(r"\{(.*?) => (\??)([^}]*)\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Case:
    about: str
    text: str
    context: Context
    here: str
    expected: frozenset[tuple[int, int, str]]
    """Start, end, and `id#anchor`, or `?reason` for what is reported and not linked."""

    @property
    def links(self) -> frozenset[tuple[int, int, str]]:
        return frozenset(entry for entry in self.expected if entry[2][0] != "?")


def made_register() -> Register:
    data = yaml.safe_load((FOLDER / "register.yml").read_text("utf-8"))
    texts = []
    for text_id, kind, issuer, signed_on, title, *numbers in data["texts"]:
        assert signed_on is None or isinstance(signed_on, datetime.date)
        texts.append(OfficialText(text_id, tuple(numbers), kind, issuer, tuple(data["issuers"][issuer]), title, signed_on))
    return Register(texts)


def cases() -> Iterator[Case]:
    for group in yaml.safe_load((FOLDER / "golden.yml").read_text("utf-8")):
        given: dict[str, Any] = group.get("context", {})
        context = Context(given.get("own", ""), given.get("issuer", ""), frozenset(given.get("known", ())))
        for marked in group["cases"]:
            text, expected = unmarked(marked)
            yield Case(group["about"], text, context, given.get("here", ""), expected)


def unmarked(marked: str) -> tuple[str, frozenset[tuple[int, int, str]]]:
    text, expected, position = "", set(), 0
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        expected.add((len(text), len(text) + len(match[1]), match[2] + match[3]))
        text += match[1]
        position = match.end()
    return text + marked[position:], frozenset(expected)


def name(citation: Citation) -> str:
    if citation.directive_id is None:
        return f"?{citation.reason}"
    return f"{citation.directive_id}#{citation.anchor}" if citation.anchor else citation.directive_id


def found_in(text: str, register: Register, case: Case) -> frozenset[tuple[int, int, str]]:
    citations = find(text, register, case.context, (lambda _: case.here) if case.here else None)
    return frozenset((citation.start, citation.end, name(citation)) for citation in citations)


@pytest.fixture(scope="module")
def register() -> Register:
    return made_register()


ALL = list(cases())


def test_the_golden_set_is_linked_exactly(register: Register, capsys: pytest.CaptureFixture[str]) -> None:
    expected = {(case.text, *entry) for case in ALL for entry in case.links}
    linked_now = {(case.text, *entry) for case in ALL for entry in found_in(case.text, register, case) if entry[2][0] != "?"}
    right = len(expected & linked_now)
    negatives = sum(not case.links for case in ALL)
    with capsys.disabled():
        recall, precision = 100 * right / len(expected), 100 * right / len(linked_now)
        counted = f"{len(ALL)} strings ({negatives} without a link), {len(expected)} links"
        sys.stdout.write(f"\n{counted}: recall {recall:.1f} %, precision {precision:.1f} %\n")
    assert len(ALL) >= 150
    assert negatives >= 40
    assert linked_now == expected


@pytest.mark.parametrize("case", ALL, ids=lambda case: re.sub(r"\s+", " ", f"{case.about}: {case.text}"))
def test_each_string(case: Case, register: Register) -> None:
    assert found_in(case.text, register, case) == case.expected


@pytest.mark.parametrize(
    "case", [case for case in ALL if unicodedata.normalize("NFD", case.text) != case.text][::3], ids=lambda case: case.text
)
def test_decomposed_letters_change_nothing(case: Case, register: Register) -> None:
    text = unicodedata.normalize("NFD", case.text)
    words = {(unicodedata.normalize("NFC", text[start:end]), target) for start, end, target in found_in(text, register, case)}
    assert words == {(case.text[start:end], target) for start, end, target in case.expected}


def aim(citation: Citation) -> Target:
    return Target(f"/van-ban/{citation.directive_id}/#{citation.anchor or ''}", 'Tên "văn bản" <còn hiệu lực>')


def links_of(source: str, register: Register, context: Context | None = None) -> tuple[str, list[tuple[str, str]]]:
    """The new HTML, read by another parser, and the words and targets of the links that were made."""
    result = linked(source, read(source, lambda text, here: find(text, register, context or Context(), here)), aim)
    tree = lxml_html.fragment_fromstring(result, create_parent="div")
    assert not tree.xpath("//a//a")
    before = lxml_html.fragment_fromstring(source, create_parent="div")
    assert tree.text_content() == before.text_content()
    assert [node.tag for node in tree.iter() if node.get("class") != "cite"] == [node.tag for node in before.iter()]
    return result, [(str(link.text_content()), str(link.get("data-cites"))) for link in tree.xpath("//a[@data-cites]")]


# Where a place is given beside the text, here the HTML itself gives it.
@pytest.mark.parametrize("case", [case for case in ALL if not case.here], ids=lambda case: case.text[:40])
def test_html_of_each_string_has_the_same_links(case: Case, register: Register) -> None:
    source = f"<p>{html.escape(case.text)}</p>"
    expected = [(case.text[start:end], target) for start, end, target in sorted(case.links)]
    assert links_of(source, register, case.context)[1] == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>Thông tư <strong>124/2021/TT-BCA</strong> nêu</p>", [("Thông tư 124/2021/TT-BCA", "124-2021")]),
        ("<p><strong>Điều 6</strong> Luật Trẻ em</p>", [("Điều 6 Luật Trẻ em", "l-tre-em#dieu-6")]),
        ("<p><em>x <strong>Điều 6</strong></em> Luật Trẻ em</p>", []),
        ("<p>Điều 6 của <a href='x'>Luật Trẻ em</a> nêu</p>", [("Điều 6", "l-tre-em#dieu-6")]),
        ("<p><a href='x'>Luật Trẻ em</a></p>", []),
        ("<p><a href='x'>Luật Trẻ em</a> (Điều 6)</p>", [("Điều 6", "l-tre-em#dieu-6")]),
        ("<h2 id='a'>Luật Trẻ em</h2><p>Luật Trẻ em</p>", [("Luật Trẻ em", "l-tre-em")]),
        ("<p><code>Luật Trẻ em</code></p>", []),
        ("<p>Điều 6</p><p>Luật Trẻ em</p>", [("Luật Trẻ em", "l-tre-em")]),
        ("<ul><li>Luật Trẻ em</li><li>Điều 6</li></ul>", [("Luật Trẻ em", "l-tre-em")]),
        ("<table><tr><td>Điều 6</td><td>Luật Trẻ em</td></tr></table>", [("Luật Trẻ em", "l-tre-em")]),
        ("<p>“Luật Trẻ em” &amp; &quot;Luật Cư trú&quot;</p>", [("Luật Trẻ em", "l-tre-em"), ("Luật Cư trú", "l-cu-tru")]),
        ('<p>Luật <img src="Luật-Trẻ-em" alt="Luật Trẻ em"> chơi</p>', []),
        ("Luật Trẻ em", [("Luật Trẻ em", "l-tre-em")]),
    ],
)
def test_markup_is_never_broken(source: str, expected: list[tuple[str, str]], register: Register) -> None:
    assert links_of(source, register)[1] == expected


def test_a_link_says_what_it_cites(register: Register) -> None:
    result, _ = links_of("<p>Điều 6 Luật Trẻ em</p>", register)
    assert result == (
        '<p><a class="cite" data-cites="l-tre-em#dieu-6" href="/van-ban/l-tre-em/#dieu-6"'
        ' title="Tên &quot;văn bản&quot; &lt;còn hiệu lực&gt;">Điều 6 Luật Trẻ em</a></p>'
    )


def test_what_is_said_beside_a_link_is_no_part_of_it(register: Register) -> None:
    source = "<p>Luật Trẻ em.</p>"
    found = read(source, lambda text, here: find(text, register, Context(), here))
    result = linked(source, found, lambda _: Target("x", "y", "đã hết <hiệu> lực"))
    assert result.endswith('Luật Trẻ em</a> <span class="cite-note">(đã hết &lt;hiệu&gt; lực)</span>.</p>')


def test_the_html_tells_which_dieu_is_this_one(register: Register) -> None:
    source = (
        '<h2 id="dieu-6">Điều 6. Tiêu chí</h2><ol><li id="dieu-6.khoan-1">Một</li><li id="dieu-6.khoan-2">như khoản 1 Điều này</li></ol>'
    )
    assert links_of(source, register, Context("124-2021", "bo-cong-an"))[1] == [("khoản 1 Điều này", "124-2021#dieu-6.khoan-1")]
    found = read(source, lambda text, here: find(text, register, Context("124-2021"), here))
    assert [(one.words, one.inside) for one in found] == [("khoản 1 Điều này", "dieu-6.khoan-2")]


def seconds(text: str, register: Register) -> float:
    times = []
    for _ in range(5):
        start = time.process_time()
        find(text, register, Context("124-2021", "bo-cong-an"))
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize(
    "piece",
    [
        "điểm a, ", "khoản 1, ", "Điều 6, ", "124/2021/TT-", "luật ", "Luật Trẻ em, ", "12/", "số ", "(", "“", "1 ", "của ", "này ", "TT-BCA ",
        "Luật sửa đổi, bổ sung một số điều của ", "Chỉ thị 16/CT-UBND ", "Nghị định 282 ", "Điều 8 ", "Sửa đổi Điều 8 ", "\u0301", "ngày 1/",
    ],
)  # fmt: skip
def test_time_grows_with_the_length(piece: str, register: Register) -> None:
    short, long = seconds(piece * 500, register), seconds(piece * 4000, register)
    assert long < 0.02 + 24 * short


def test_a_text_without_citations_costs_little(register: Register) -> None:
    text = "Trong quý I, chi bộ có nghị quyết; điều kiện, khoản tiền, pháp luật, ngày 27/4/2012. " * 22
    work = 200_000
    start = time.process_time()
    sum(range(work))
    unit = (time.process_time() - start) / work
    assert seconds(text, register) < unit * 60_000
