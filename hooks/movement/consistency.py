"""Step 3: what records say of each other that cannot be true together, and references that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from movement import uploads
from movement.catalogue import Catalogue
from movement.force import contradictions
from movement.link import Library, known, referrals
from movement.load import KeyPath, RawRecord
from movement.problems import Problem, advice, did_you_mean, problem
from movement.record import Record
from movement.rules import Found
from movement.schema import COLLECTIONS, VOCABULARIES
from movement.schema.commendation import Recipient, RecipientKind, Validity
from movement.schema.directive import ForceState
from movement.schema.vocabulary import Award, AwardLevel, Organisation, OrganisationKind, UnitLevel
from movement.vietnamese import date_text, slug

COLLECTION_NAMES = {
    "units": "vocabularies/units.yml",
    "organisations": "vocabularies/organisations.yml",
    "awards": "vocabularies/awards.yml",
    "sectors": "vocabularies/sectors.yml",
    "topics": "vocabularies/topics.yml",
    **{name: f"{name}/" for name in COLLECTIONS},
}


STANDING = (ForceState.IN_FORCE, ForceState.PARTLY_EXPIRED)
LEVELS_OF_ISSUERS = {
    AwardLevel.STATE: UnitLevel.COUNTRY,
    AwardLevel.GOVERNMENT: UnitLevel.COUNTRY,
    AwardLevel.MINISTRY: UnitLevel.COUNTRY,
    AwardLevel.PROVINCE: UnitLevel.PROVINCE,
    AwardLevel.DISTRICT: UnitLevel.DISTRICT,
    AwardLevel.COMMUNE: UnitLevel.COMMUNE,
}
"""Who may give an award of which the vocabulary says no more than its level; an award of a unit, any."""


SEVERAL = re.compile(r"(?:các|những|nhiều|một số|một|\d+)\s", re.IGNORECASE)
"""How a collective without a name of its own is called."""


def check(catalogue: Catalogue, library: Library) -> Iterator[Problem]:
    """Every problem between records, worded and placed."""
    ids = {name: known(library, name) for name in (*COLLECTIONS, *VOCABULARIES)}
    for file, keys, code, words in _all(catalogue, library, ids):
        yield problem(file, catalogue.raw(file).mark(keys), code, **words)
    for record in library.of("directives"):
        for code in contradictions(record.data):
            days = {"checked": date_text(record.data.force.checked_on), "starts": date_text(record.data.effective_on)}
            yield advice(record.file, catalogue.raw(record.file).mark(("force", "state")), code, **days)
    yield from uploads.guard(catalogue.folder, catalogue.allowances)


def _all(
    catalogue: Catalogue, library: Library, ids: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, KeyPath, str, dict[str, object]]]:
    for record in library.records.values():
        for found in (*_references(library, record, ids), *_attachments(catalogue.folder, record)):
            yield record.file, *found
    yield from _vocabulary_references(catalogue, library, ids)
    for referral in referrals(library.site):
        if referral.id not in ids.get(referral.collection, {}) and referral.key not in library.unread:
            yield f"{catalogue.folder.name}/site.yml", referral.keys, "unknown-reference", _unknown(referral.collection, referral.id, ids)
    for place, found in (*_directives(library), *_commendations(library)):
        yield library.records[place].file, *found


def _references(library: Library, record: Record, ids: Mapping[str, Mapping[str, Any]]) -> Iterator[Found]:
    for referral in library.referrals[record.key]:
        if referral.key == record.key:
            yield referral.keys, "self-reference", {}
        elif referral.key in library.unread:
            continue
        elif referral.key in library.drafts:
            yield referral.keys, "draft-reference", {"value": referral.id}
        elif referral.id not in ids.get(referral.collection, {}):
            yield referral.keys, "unknown-reference", _unknown(referral.collection, referral.id, ids)


def _unknown(collection: str, wanted: str, ids: Mapping[str, Mapping[str, Any]]) -> dict[str, object]:
    words = {"value": wanted, "collection": COLLECTION_NAMES.get(collection, f"{collection}/")}
    return {**words, "hint": did_you_mean(wanted, ids.get(collection, {}))}


def _vocabulary_references(
    catalogue: Catalogue, library: Library, ids: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, KeyPath, str, dict[str, object]]]:
    for name, entries in library.vocabularies.items():
        file = f"{catalogue.folder.name}/vocabularies/{name}.yml"
        places: dict[str, int] | None = None
        for entry in entries.values():
            for referral in referrals(entry):
                if referral.id not in ids[referral.collection] and referral.key not in library.unread:
                    places = places or _places(catalogue.raw(file))
                    yield file, (places[entry.id], *referral.keys), "unknown-reference", _unknown(referral.collection, referral.id, ids)
            if hasattr(entry, "successor") and (cycle := _cycle(entry.id, entries)):
                places = places or _places(catalogue.raw(file))
                yield file, (places[entry.id], "successor"), "successor-cycle", {"cycle": " → ".join(cycle)}


def _places(raw: RawRecord) -> dict[str, int]:
    """Where in a vocabulary each entry stands, those that could not be read among them."""
    return {str(value.get("id")): place for place, value in enumerate(raw.values) if isinstance(value, dict)}


def _cycle(start: str, entries: Mapping[str, Any]) -> list[str]:
    walk = [start]
    while (following := entries[walk[-1]].successor) and following in entries:
        walk.append(following)
        if following == start:
            return walk
        if following in walk[:-1]:
            return []
    return []


def _attachments(folder: Path, record: Record) -> Iterator[Found]:
    wanted: list[tuple[KeyPath, str]] = []
    for index, attachment in enumerate(getattr(record.data, "attachments", ())):
        wanted.append((("attachments", index, "path"), attachment.path))
    for index, path in enumerate(getattr(record.data, "files", ())):
        wanted.append((("files", index), path))
    if image := getattr(record.data, "image", None):
        wanted.append((("image",), image))
    for keys, path in wanted:
        if not (folder / path).is_file():
            yield keys, "missing-attachment", {"value": path}


def _directives(library: Library) -> Iterator[tuple[str, Found]]:
    directives = {record.id: record for record in library.of("directives")}
    numbers: dict[tuple[str, str, date | None], str] = {}
    for record in directives.values():
        data = record.data
        name = (data.number, data.issuer, data.signed_on)
        if name in numbers:
            words: dict[str, object] = {"number": data.number, "other": directives[numbers[name]].file}
            yield record.key, (("number",), "same-number", words)
        numbers.setdefault(name, record.id)
        for index, replaced_id in enumerate(data.relations.replaces):
            replaced = directives.get(replaced_id)
            if replaced is None:
                continue
            if data.force.state in STANDING and replaced.data.force.state is ForceState.IN_FORCE:
                yield replaced.key, (("force", "state"), "replaced-in-force", {"other": data.number})
            if cycle := _replacing(record.id, replaced_id, directives):
                yield record.key, (("relations", "replaces", index), "replaces-cycle", {"cycle": " → ".join(cycle)})


def _replacing(start: str, following: str, directives: Mapping[str, Record]) -> list[str]:
    """The way from `start` through `following` back to `start`, if texts replace each other in a ring."""
    ways = [[start, following]]
    seen = {following}
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        for replaced in directives[way[-1]].data.relations.replaces if way[-1] in directives else ():
            if replaced not in seen:
                seen.add(replaced)
                ways.append([*way, replaced])
    return []


def _commendations(library: Library) -> Iterator[tuple[str, Found]]:
    given: dict[tuple[str, str], str] = {}
    for record in library.of("commendations"):
        award = library.vocabularies["awards"].get(record.data.award)
        if award is None:
            continue
        for found in (*_given(library, record, award), *_received(library, record, award, given)):
            yield record.key, found


def _given(library: Library, record: Record, award: Award) -> Iterator[Found]:
    """What an award and its giver say against the day of a decision, and against each other."""
    decision = record.data.decision
    on = decision.signed_on or record.data.awarded_on
    if on and ((award.valid_from and on < award.valid_from) or (award.valid_to and on > award.valid_to)):
        begins = f"từ {date_text(award.valid_from)}" if award.valid_from else ""
        ends = f"đến {date_text(award.valid_to)}" if award.valid_to else ""
        yield ("award",), "award-date", {"award": award.name, "period": f"{begins} {ends}".strip(), "on": date_text(on)}
    organisations = library.vocabularies["organisations"]
    issuer = organisations.get(decision.issuer or "")
    if issuer is None:
        return
    if not _may_give(library, award, issuer):
        givers = (award.given_by,) if isinstance(award.given_by, str) else award.given_by
        given_by = ", ".join(organisations[giver].name if giver in organisations else giver for giver in givers)
        yield ("decision", "issuer"), "award-issuer", {"issuer": issuer.name, "award": award.name, "given_by": given_by}
    if on and issuer.valid_to and on > issuer.valid_to:
        words = {"issuer": issuer.name, "ends": date_text(issuer.valid_to), "on": date_text(on)}
        yield ("decision", "issuer"), "award-issuer-ended", words


def _same_one(record: Record, recipient: Recipient) -> str:
    """What tells whether a recipient is one of another decision; "" where nothing does: a role or initials may be two people."""
    if recipient.kind is not RecipientKind.COLLECTIVE:
        return ""
    if recipient.organisation:
        return recipient.organisation
    # By name only a collective of the same places, and no number of them.
    if recipient.count or SEVERAL.match(recipient.display_name) or not record.data.units:
        return ""
    return f"{slug(recipient.display_name)} {' '.join(sorted(record.data.units))}"


def _received(library: Library, record: Record, award: Award, given: dict[tuple[str, str], str]) -> Iterator[Found]:
    """What an award says against those who received it; `given` are those who have it already, and where."""
    data = record.data
    if any(recipient.minor for recipient in data.recipients):
        for index, unit_id in enumerate(data.units):
            if (place := library.unit(unit_id)) and place.level is UnitLevel.COMMUNE:
                yield ("units", index), "minor-told", {}
    for index, recipient in enumerate(data.recipients):
        keys: KeyPath = ("recipients", index)
        if recipient.kind not in award.recipients:
            yield (*keys, "kind"), "award-recipient", {"award": award.name, "kind": recipient.kind.label.lower()}
        organisation = library.organisation(recipient.organisation)
        if award.police_only and (organisation is None or organisation.kind is not OrganisationKind.POLICE):
            yield keys, "award-police-only", {"award": award.name}
        stands = data.validity is not Validity.CANCELLED
        if stands and award.once_per_recipient and (same := _same_one(record, recipient)):
            once = (award.id, same)
            if once in given:
                yield keys, "award-twice", {"name": recipient.display_name, "award": award.name, "other": given[once]}
            else:
                given[once] = record.file


def _may_give(library: Library, award: Award, issuer: Organisation) -> bool:
    """Whether an organisation is among those that the vocabulary says may give an award."""
    givers = {award.given_by} if isinstance(award.given_by, str) else set(award.given_by)
    named = set(award.issuers) | (givers & set(library.vocabularies["organisations"]))
    if named:
        return issuer.id in named
    if award.issuer_kinds and issuer.kind not in award.issuer_kinds:
        return False
    unit = library.unit(issuer.unit)
    if award.issuer_levels:
        return (unit.level if unit else UnitLevel.COUNTRY) in award.issuer_levels
    return unit is None or LEVELS_OF_ISSUERS.get(award.level, unit.level) is unit.level
