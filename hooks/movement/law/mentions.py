"""One mention of an official text, by number, by name or as “Thông tư này”, and the text it means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from movement.law import evidence
from movement.law.clause_runs import END
from movement.law.numbers import NUMBER, YEAR, Number, readings
from movement.law.register import OfficialText, Register

AMBIGUOUS, UNKNOWN = "ambiguous", "unknown"
JOINT = "thong-tu-lien-tich"
"""The kind of texts that several offices issue together."""
KINDS = {
    "bộ luật": ("luat",),
    "luật": ("luat",),
    "nghị định": ("nghi-dinh",),
    "nghị quyết": ("nghi-quyet",),
    "thông tư liên tịch": (JOINT,),
    "thông tư": ("thong-tu", JOINT),
    "quyết định": ("quyet-dinh",),
    "chỉ thị": ("chi-thi",),
    "kết luận": ("ket-luan",),
    "hướng dẫn": ("huong-dan",),
    "kế hoạch": ("ke-hoach",),
    "công văn": ("cong-van",),
    "thông báo": ("thong-bao",),
    "quy chế": ("quy-che",),
}
ABBREVIATIONS = {
    "nđ": "nghị định",
    "nq": "nghị quyết",
    "ttlt": "thông tư liên tịch",
    "tt": "thông tư",
    "qđ": "quyết định",
    "ct": "chỉ thị",
    "kl": "kết luận",
    "hd": "hướng dẫn",
    "kh": "kế hoạch",
    "cv": "công văn",
    "tb": "thông báo",
    "qc": "quy chế",
}
FOREIGN = "hiến pháp|pháp lệnh|điều lệ|quy định|nội quy|công ước|hiệp định|hợp đồng|hương ước|quy ước|phụ lục|sắc lệnh|lệnh|văn bản"
"""Texts that have clauses and are no directives of ours: a clause before their names is theirs."""
VERBS = {"quy định", "hướng dẫn", "thông báo", "quyết định", "kết luận", "kế hoạch", "lệnh"}
"""“Điều 6 quy định …”: in small letters these are verbs, and name no text."""
KIND = "|".join(KINDS)
NATIONAL_KINDS = {"luat", "nghi-dinh"}
"""Kinds that one office in the country issues: number and year are enough."""
MENTION = re.compile(
    rf"(?:(?P<kind>{KIND}|{'|'.join(ABBREVIATIONS)})(?:\s+|\s*:\s*)(?:số\s*:?\s*)?)?(?P<number>{NUMBER})"
    rf"|(?P<this>{KIND}|văn bản)\s+này(?!\w)"
    rf"|(?P<short>{KIND}|{'|'.join(ABBREVIATIONS)})\s+(?:số\s*:?\s*)?(?P<count>\d{{1,5}})(?:/(?P<year>{YEAR}))?{END}"
    rf"|(?P<name>{KIND}|{FOREIGN})(?!\w)"
)
DRAFT = re.compile(r"(?:dự thảo|dự án)\s+(?:bộ\s+)?$")
REVISED = re.compile(r"\s*\(\s*sửa đổi|\s+sửa đổi(?=\s*(?:[,.;:)]|năm|$))")
"""“Luật Cư trú (sửa đổi)”: the old law or the new one; only a year says."""
ABROAD = re.compile(r"\s+của\s+(?:nước\s+)?(\w+)")
AT_HOME = {"việt", "quốc", "nhà", "ta", "đảng", "chính", "bộ", "ubtvqh"}
BY_NUMBER = re.compile(r"\s*,?\s*\(?(?:luật\s+)?(?:số\s*:?\s*)?(?=\d)")


@dataclass(frozen=True, slots=True)
class Context:
    """Where the text stands."""

    own: str = ""
    """Id of the directive whose text it is: what “Thông tư này” and “khoản 1 Điều 8” mean; "" elsewhere."""
    issuer: str = ""
    """Id of the issuer of the record, within which a local number is known."""
    known: frozenset[str] = frozenset()
    """Directives that the record's own fields name: an editor has said which texts it is about."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text that names a text."""

    start: int
    end: int
    tail: int
    """Where the date that belongs to it ends."""
    text_id: str = ""
    reason: str = ""
    """Why it is not resolved; "" with no id is not worth a word."""
    short: tuple[tuple[str, ...], str, str] | None = None
    """Kinds, number and year of a short form, which needs to know what else the text names."""


class Mentions:
    """Finds the mentions of one text."""

    def __init__(self, text: str, low: str, register: Register, context: Context) -> None:
        self.text, self.low, self.register, self.context = text, low, register, context

    def at(self, start: int) -> Mention | None:
        """The mention that begins at `start`."""
        match = MENTION.match(self.low, start)
        if not match:
            return None
        if match["number"]:
            return self._numbered(match)
        if match["this"]:
            return self._this(match)
        if match["short"]:
            return self._short(match)
        return self._named(match)

    def _numbered(self, match: re.Match[str]) -> Mention:
        found: tuple[OfficialText, ...] = ()
        every = readings(match["number"])
        number = every[-1]
        for number in every:
            found = self.register.numbered(number)
            if found:
                break
        end = match.start("number") + number.length
        facts = evidence.after(self.low, end)
        if not found:
            return Mention(match.start(), end, facts.end, reason=UNKNOWN if number.typical else "")
        kinds = KINDS[ABBREVIATIONS.get(match["kind"], match["kind"])] if match["kind"] else ()
        found = tuple(text for text in found if not kinds or text.kind in kinds)
        dated = tuple(text for text in found if (number.year and len(found) == 1) or facts.fits(text))
        if not dated:
            return Mention(match.start(), end, facts.end, reason=UNKNOWN)
        text_id, reason = self._of_issuer(dated, number, match.start(), facts.end)
        return Mention(match.start(), end, facts.end, text_id, reason)

    def _of_issuer(self, found: tuple[OfficialText, ...], number: Number, start: int, end: int) -> tuple[str, str]:
        """The one text of those with the number: a symbol that every province uses needs its issuer."""
        issuer = evidence.issuer(self.text, self.low, start, end, self.register, number.symbol)
        if number.national and len(found) == 1 and not number.symbol.endswith("tw"):
            (only,) = found
            # Several offices issue a joint text; of any other, a second office that we know contradicts its symbol.
            fits = issuer in ("", evidence.SOMEBODY_ELSE, only.issuer) or only.kind == JOINT or only.anonymous
            return (only.id, "") if fits else ("", UNKNOWN)
        if issuer and not (number.national and issuer == evidence.SOMEBODY_ELSE):
            fitting = [text for text in found if text.issuer == issuer or (number.national and text.anonymous)]
            return _only(fitting) if fitting else ("", UNKNOWN)
        known = [text for text in found if text.id in self.context.known]
        if len(known) == 1:
            return known[0].id, ""
        if not number.national:
            found = tuple(text for text in found if self.context.issuer and text.issuer == self.context.issuer)
        return _only(found) if found else ("", AMBIGUOUS)

    def _this(self, match: re.Match[str]) -> Mention:
        own = self.register.texts.get(self.context.own)
        meant = own is not None and (match["this"] == "văn bản" or own.kind in KINDS[match["this"]])
        return Mention(match.start(), match.end(), match.end(), self.context.own if meant else "")

    def _short(self, match: re.Match[str]) -> Mention:
        word = ABBREVIATIONS.get(match["short"], match["short"])
        count, year = match["count"].lstrip("0") or "0", match["year"] or ""
        facts = evidence.after(self.low, match.end())
        if not self.text[match.start()].isupper():
            return Mention(match.start(), match.end(), facts.end)
        candidates = [text for kind in KINDS[word] for text in self.register.short(kind, count, year) if facts.fits(text)]
        if year or facts.date:
            issuer = evidence.issuer(self.text, self.low, match.start(), facts.end, self.register) or (self.context.issuer if year else "")
            sure = [text for text in candidates if text.issuer == issuer or (year and text.kind in NATIONAL_KINDS)]
            if len(sure) == 1:
                return Mention(match.start(), match.end(), facts.end, sure[0].id)
        reason = (AMBIGUOUS if candidates else UNKNOWN) if year else ""
        return Mention(match.start(), match.end(), facts.end, reason=reason, short=(KINDS[word], count, year or facts.year))

    def _named(self, match: re.Match[str]) -> Mention | None:
        found = self.register.named(self.low, match.start()) if match["name"] in ("luật", "bộ luật") else None
        if not found:
            verb = match["name"] in VERBS and self.text[match.start()].islower()
            return None if verb else Mention(match.start(), match.end(), match.end())
        end, texts = found
        if DRAFT.search(self.low, max(0, match.start() - 16), match.start()) or self._abroad(end):
            return Mention(match.start(), end, end)
        gap = BY_NUMBER.match(self.low, end)
        number = MENTION.match(self.low, gap.end()) if gap else None
        if gap and number and number["number"] and "qh" in number["number"]:
            mention = self._numbered(number)
            end = end if "(" in gap[0] else mention.end
            return Mention(match.start(), end, end, mention.text_id, mention.reason)
        text_id, reason, tail = self._by_year(texts, end)
        return Mention(match.start(), end, tail, text_id, reason)

    def _by_year(self, texts: tuple[OfficialText, ...], end: int) -> tuple[str, str, int]:
        """The law of this name that is meant, and where the year ends that says so."""
        revised = REVISED.match(self.low, end)
        facts = evidence.after(self.low, revised.end() if revised else end)
        if revised and not (facts.year or facts.date):
            return "", AMBIGUOUS, end
        fitting = [text for text in texts if facts.fits(text)]
        return (*(_only(fitting) if fitting else ("", UNKNOWN)), facts.end)

    def _abroad(self, end: int) -> bool:
        """Whether the law is another country's: “Luật An ninh mạng của Singapore”."""
        match = ABROAD.match(self.low, end)
        return match is not None and self.text[match.start(1)].isupper() and match[1] not in AT_HOME


def settled(mention: Mention, named: Iterable[OfficialText]) -> Mention:
    """A short form (“Nghị định 282”) means the one text of that number that is named in full nearby."""
    if not mention.short or mention.text_id:
        return mention
    kinds, count, year = mention.short
    fitting = {text.id for text in named if text.kind in kinds and _counts(text, count) and (not year or year in text.years)}
    text_id, reason = _only_id(fitting)
    return Mention(mention.start, mention.end, mention.tail, text_id, reason or ("" if text_id else mention.reason))


def _counts(text: OfficialText, count: str) -> bool:
    return any((match := re.match(r"0*(\d+)", number)) and match[1] == count for number in text.numbers)


def _only(texts: Iterable[OfficialText]) -> tuple[str, str]:
    return _only_id({text.id for text in texts})


def _only_id(ids: set[str]) -> tuple[str, str]:
    if len(ids) == 1:
        return next(iter(ids)), ""
    return "", AMBIGUOUS if ids else ""
