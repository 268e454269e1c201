"""Every citation of an official text on the site: found once in each body and field, linked on its page, listed on that of the text."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from movement.addresses import Addresses
from movement.catalogue import Catalogue
from movement.law.citations import AMBIGUOUS, Citation, Context, find, possible
from movement.law.clause_names import is_clause, nearest, said
from movement.law.register import Register, official_texts
from movement.link import Library
from movement.load import KeyPath, digest_of, position
from movement.memory import Memory
from movement.problems import Problem, advice
from movement.record import Record
from movement.render.layout import escape
from movement.render.texts import cited, citing_fields
from movement.render.texts.cited import Cited, Target
from movement.render.texts.prose import Outline, Prose
from movement.schema import COLLECTIONS
from movement.schema.base import ID, State
from movement.schema.directive import ForceState

REMARKS = {ForceState.EXPIRED: "đã hết hiệu lực", ForceState.NOT_YET: "chưa có hiệu lực"}
"""What is said beside a link to a text that does not bind today."""
PAGE = re.compile(rf"{COLLECTIONS['directives'].path}/({ID})/")
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)
GAP = r"[\s\\*_~]+"
"""What may stand between two words of a citation in the Markdown of a body."""


@dataclass(frozen=True, slots=True)
class CitingField:
    """A plain-text field that cites."""

    keys: KeyPath
    text: str
    found: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Citing:
    """What one record cites."""

    body: tuple[Cited, ...] = ()
    fields: tuple[CitingField, ...] = ()

    def __iter__(self) -> Iterator[Cited]:
        """Every citation, those of the body first."""
        yield from self.body
        for field in self.fields:
            yield from field.found


NOTHING = Citing()


class Citations:
    """The citations of every public record; made anew by each build, from what the last one remembered."""

    def __init__(
        self,
        library: Library,
        where: Addresses,
        memory: Memory,
        prose_of: Callable[[Record], Prose],
        outline_of: Callable[[Record], Outline],
    ) -> None:
        self.library, self.where, self.memory = library, where, memory
        self.prose_of, self.outline_of = prose_of, outline_of
        texts = official_texts(library)
        # Where something is cited depends on the texts that can be meant, and on the HTML, whose links are longer offline.
        self._version = digest_of(f"{where.folders} {texts!r}".encode())
        self._texts = texts
        self._targets: dict[tuple[str, str], Target] = {}
        self.citing: dict[str, Citing] = {}
        self.by: dict[str, dict[str, dict[str, None]]] = {}
        """By the id of a directive and the anchor of a clause, "" for the whole text: the keys of the records that cite it."""
        for record in library.records.values():
            self._add(record)

    @functools.cached_property
    def register(self) -> Register:
        """Needed only where something new is read."""
        return Register(self._texts)

    def _add(self, record: Record) -> None:
        note = self.memory.note(record, f"citations {self.where.folders}")
        if note is None or note[0] != self._version:
            note = (self._version, self._read(record))
            self.memory.keep_note(record, f"citations {self.where.folders}", note)
        citing: Citing = note[1]
        if citing is not NOTHING and (citing.body or citing.fields):
            self.citing[record.key] = citing
        if record.listed:
            for directive_id, anchor in self._places(record, citing):
                if f"directives/{directive_id}" != record.key:
                    self.by.setdefault(directive_id, {}).setdefault(anchor, {})[record.key] = None

    def _read(self, record: Record) -> Citing:
        fields = citing_fields.texts(record)
        # No link stands in a heading, and every “Điều 6. …” of a text is one.
        in_body = possible(HEADING.sub("", record.body))
        likely = [(keys, text) for keys, text in fields if possible(text)]
        if not in_body and not likely:
            return NOTHING
        context = self._context(record)
        search = functools.partial(_search, self.register, context)
        body = cited.read(self.prose_of(record).html, search) if in_body else ()
        found = (CitingField(keys, text, cited.read(escape(text), search)) for keys, text in likely)
        return Citing(body, tuple(field for field in found if field.found))

    def _context(self, record: Record) -> Context:
        """What is known of a record: a standard speaks of the text that it is based on as of itself."""
        known = {referral.id for referral in self.library.referrals[record.key] if referral.collection == "directives"}
        known |= {directive_id for directive_id, _ in self._linked(record)}
        match record.collection:
            case "directives":
                return Context(record.id, record.data.issuer, frozenset(known))
            case "standards":
                base = next(iter(record.data.based_on), "")
                # Of a text that could not be read, nothing is said.
                return Context(base if self._record(base) else "", "", frozenset(known))
            case "commendations":
                return Context("", record.data.decision.issuer or "", frozenset(known))
            case _:
                return Context(known=frozenset(known))

    def _linked(self, record: Record) -> Iterator[tuple[str, str]]:
        """The texts, and the clauses of them, to which an editor has set a link."""
        for link in self.outline_of(record).links if "](" in record.body else ():
            if match := PAGE.fullmatch(link.path or ""):
                yield match[1], link.anchor

    def _places(self, record: Record, citing: Citing) -> set[tuple[str, str]]:
        places = {(one.citation.directive_id, one.citation.anchor or "") for one in citing if one.citation.directive_id}
        found = {(directive_id, anchor) for directive_id, anchor in {*places, *self._linked(record)} if directive_id}
        near = ((directive_id, self.anchor(directive_id, anchor)) for directive_id, anchor in found if self._record(directive_id))
        return {(directive_id, anchor if is_clause(anchor) else "") for directive_id, anchor in near}

    def _record(self, directive_id: str) -> Record | None:
        key = f"directives/{directive_id}"
        return self.library.records.get(key) or self.library.left_out.get(key)

    def anchor(self, directive_id: str, anchor: str) -> str:
        """The clause, or the nearest level above it that the body has; "" when it has none."""
        record = self._record(directive_id)
        return nearest(anchor, self.outline_of(record).anchors) if anchor and record else ""

    def target(self, citation: Citation) -> Target | None:
        """Where a citation leads, and what is shown of the text."""
        record = self._record(citation.directive_id or "")
        if record is None:
            return None
        key = (record.id, citation.anchor or "")
        target = self._targets.get(key)
        if target is None:
            state = self.library.standings[record.id].state
            anchor = self.anchor(*key)
            title = f"{record.data.kind.label} {record.data.number}: {record.data.title} ({state.label.lower()})"
            if anchor != key[1]:
                title += f"; trang này chưa có {said(key[1])}"
            note = "đã rút khỏi trang này" if record.data.state is State.WITHDRAWN else REMARKS.get(state, "")
            target = self._targets[key] = Target(self.where.link(record.path, anchor), title, note)
        return target

    def _target_from(self, record: Record) -> Callable[[Citation], Target | None]:
        """The same for a page: what a text says of itself is not said beside each link."""

        def target(citation: Citation) -> Target | None:
            found = self.target(citation)
            if found and record.key == f"directives/{citation.directive_id}":
                href = f"#{found.href.partition('#')[2]}"
                return Target(href, found.title) if len(href) > 1 else None
            return found

        return target

    def html(self, record: Record, html: str) -> str:
        """The rendered body of a record, with links; the clause in which one reads needs none to itself."""
        found = [
            one
            for one in self.citing.get(record.key, NOTHING).body
            if (f"directives/{one.citation.directive_id}", one.citation.anchor) != (record.key, one.inside)
        ]
        return cited.linked(html, found, self._target_from(record))

    def texts(self, record: Record) -> dict[str, str]:
        """The fields of a record that cite, as HTML with links, by their text."""
        target = self._target_from(record)
        fields = self.citing.get(record.key, NOTHING).fields
        return {field.text: cited.linked(escape(field.text), field.found, target) for field in fields}

    def of(self, record: Record) -> list[str]:
        """The ids of the other texts that a record cites, in order."""
        ids = dict.fromkeys(one.citation.directive_id for one in self.citing.get(record.key, NOTHING))
        return [found for found in ids if found and found != (record.id if record.collection == "directives" else "")]

    def shows(self, record: Record) -> list[Target | None]:
        """What a record's page shows of the texts that it cites, beside their cards."""
        places = dict.fromkeys((one.citation.directive_id, one.citation.anchor) for one in self.citing.get(record.key, NOTHING))
        return [self.target(Citation(0, 0, directive_id, anchor)) for directive_id, anchor in places]

    def problems(self, catalogue: Catalogue) -> Iterator[Problem]:
        """Advice on each number or name that is no text of ours, or could be several."""
        for key, citing in self.citing.items():
            record = self.library.records[key]
            said: set[str] = set()
            for field in citing.fields:
                for one in _open(field.found, said):
                    yield _advice(record, one, catalogue.raw(record.file).mark(field.keys))
            for one in _open(citing.body, said):
                yield _advice(record, one, _in_body(record, one.words))


def _search(register: Register, context: Context, text: str, here: Callable[[int], str]) -> list[Citation]:
    return find(text, register, context, here)


def _open(found: Iterable[Cited], said: set[str]) -> Iterator[Cited]:
    """What is worth a word: not what an editor has linked, and each once a record."""
    for one in found:
        words = " ".join(one.words.split())
        if one.citation.directive_id is None and not one.by_hand and words not in said:
            said.add(words)
            yield one


def _advice(record: Record, one: Cited, at: tuple[int, int]) -> Problem:
    code = "ambiguous-citation" if one.citation.reason == AMBIGUOUS else "unknown-citation"
    return advice(record.file, at, code, words=" ".join(one.words.split()))


def _in_body(record: Record, words: str) -> tuple[int, int]:
    """Where words of a body stand in its Markdown."""
    match = re.search(GAP.join(map(re.escape, words.split())), record.body)
    line, column = position(record.body, match.start() if match else 0)
    return line + record.body_line - 1, column
