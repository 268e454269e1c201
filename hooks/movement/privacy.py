"""Step 2: what must never be published, looked for in every text of a record."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Container, Iterator
from typing import Any, TypeVar

from movement.load import KeyPath, Mark, RawRecord, position
from movement.problems import Problem, problem
from movement.schema.commendation import Commendation, Decision, Recipient, RecipientKind, ShownAs

# Every way begins with a letter of its own: Python looks for those alone, which is several times as quick as trying each place.
URL = re.compile(r"https?://[^\s<>\"')\]]+|www\.[^\s<>\"')\]]+")
SURNAMES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Trương Mai Đào Lương Cao Tạ Hà Chu Châu "
    "Tô Tống Triệu Quách Thái Lưu Lâm Phùng La Vương Kiều Nông Hứa Giàng Sùng Vàng Lò Quàng"
)
CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
"""Letter by letter: a range of them has small letters between."""
CAPITAL_NAME = rf"(?:{'|'.join(SURNAMES.split())})(?: {CAPITAL}[a-zà-ỹđ]+){{1,3}}"
# Before a pattern is tried, one of its signs must be there: most records have none, and this look is much quicker.
PATTERNS: dict[str, tuple[Callable[[str], object], re.Pattern[str]]] = {
    "identity-number": (
        re.compile(r"\d\d\d[\d .]{9}").search,
        # Not the end of a longer number; after a comma, as in a table, when what stands before is a word or another such number.
        re.compile(r"(?<!\d)(?:(?<!\d[.,/-])|(?<=\d{12}[,/-]))(?:\d{12}|\d{3}(?:[ .]\d{3}){3})(?![\d/-])"),
    ),
    # Vietnamese numbers: 0 or +84, then 9 or 10 digits, grouped or not; and the paid 1800, 1900 lines.
    "phone-number": (
        re.compile(r"0[0-9 .)-]{0,4}[235789](?:[ .)-]{0,2}\d){7}|\+[0-9 .)-]{0,4}[235789](?:[ .)-]{0,2}\d){7}|1[89]00").search,
        re.compile(r"(?<![\w./-])(?:(?:\+84|0)[ .-]?[235789](?:(?:[ .-]|\)[ .]?)?\d){7,9}|1[89]00[ .-]?\d{2}(?:[ .-]?\d){2,4})(?![\d/])"),
    ),
    "email": (lambda text: "@" in text, re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    "birth-date": (
        lambda text: any(
            words in text for words in ("inh ngày", "inh năm", "gày sinh", "ăm sinh", "SN", "inh 19", "inh 20", "(19", "/19", "-19")
        ),
        re.compile(
            r"(?<!học )(?<!phát )\b(?:(?:[Ss]inh (?:ngày|năm)|[Nn]gày sinh|[Nn]ăm sinh|SN)\s*:?\s*\d|[Ss]inh (?:19|20)\d\d\b)"
            rf"|{CAPITAL_NAME} \((?:\d\d?[/.-]){{0,2}}19\d\d\)"
        ),
    ),
}
# "MẬT" alone is a mark when it stands by itself on a line or in brackets; in a sentence it is a word.
SECRECY = (
    re.compile(r"(?<!\w)(TUYỆT\s+MẬT|TỐI\s+MẬT|LƯU\s+HÀNH\s+NỘI\s+BỘ)(?!\w)"),
    re.compile(r"^\W*MẬT\W*$|\(MẬT\)|\[MẬT\]|(?i:dấu|độ)\s+MẬT\b", re.MULTILINE),
    re.compile(r"(?:độ|dấu)\s+mật\s*:\s*(?:tuyệt mật|tối mật|mật)\b", re.IGNORECASE),
)
INITIALS = re.compile(r"[A-ZĂÂĐÊÔƠƯ]h?(?:\.\s?[A-ZĂÂĐÊÔƠƯ]h?){0,4}\.?")
NAME = rf"(?:{'|'.join(SURNAMES.split())})(?: \w+){{1,3}}"
# A street, a ward or a school that bears a person's name is a place.
NO_PLACE = "".join(f"(?<!{word} )" for word in "phường xã đường phố trường Trường THPT THCS".split())
PERSON = re.compile(rf"{NO_PLACE}\b{NAME}")
# The same in small letters, and in capitals without accents; `văn hóa` and `thị trấn` are no middle names.
TYPED = re.compile(
    rf"{NO_PLACE}\b(?:{'|'.join(SURNAMES.split())}) (?:văn (?!h[óo][áa]|nghệ|minh|phòng|bản)|thị (?!trấn|xã|trường|tứ))\w"
    r"|\b(?:nguyen|tran|pham|hoang|huynh|phan|bui|dang|ngo|dinh|doan|trinh|trieu) (?:van|thi) \w",
    re.IGNORECASE,
)
OFFICES = "Công|Hội|Chi|Tổ|Trưởng|Phó|Bí|Chủ|Bộ|Giám|Hiệu|Ủy|Đội|Đoàn|Cục|Phòng|Ban"
# What stands after “ông”, “bà” without being a name: an office, or initials.
NO_NAME = rf"(?!(?:{OFFICES})\b|{CAPITAL}h?\.)"
# “ông Y Blô”, “gia đình bà Tư”: what one calls people before a capital; places begin so with a capital (Bà Rịa, Anh Sơn).
ADDRESSED = re.compile(rf"\b(?:ông|bà|anh|chị|cô|chú|bác|cụ|em|cháu|đồng chí) {NO_NAME}(?!Hồ\b){CAPITAL}")
FIRST = re.compile(rf"(?:Ông|Bà|Anh|Chị|Cô|Chú|Bác|Cụ|Em|Cháu|Đồng chí) {NO_NAME}{CAPITAL}")
# A child's name: after the words for a child, or before a class or an age below 18.
CHILD_SIGN = re.compile("|".join(f"{word} [A-ZĐÔ]" for word in "Em em Cháu cháu Bé bé".split()) + r"|, lớp \d|tuổi")
CHILD = re.compile(rf"\b(?:[Ee]m|[Cc]háu|[Bb]é) {CAPITAL_NAME}|\b{CAPITAL_NAME}(?:, (?:học sinh )?lớp \d|,? \(?(?:[1-9]|1[0-7]) tuổi)")
PLACES_OF_CHILDREN = "trường|lớp|xã|phường|thị trấn|thôn|ấp|tổ dân phố|THCS|THPT|tiểu học"
PLACE_OF_A_CHILD = re.compile(rf"\b(?:{PLACES_OF_CHILDREN})\b(?! hội)", re.IGNORECASE)
NAMED_PLACE_OF_A_CHILD = re.compile(rf"\b(?i:{PLACES_OF_CHILDREN}|mầm non) (?!THCS\b|THPT\b|Tiểu học\b)(?:số )?(?:{CAPITAL}|\d)")
"""In a sentence that is not about the child alone, `trường học` says nothing of whose it is."""
INFORMANT = re.compile(
    r"\b(?:người|quần chúng|công dân|một số) [\w ]{0,20}?(?:báo tin|tố giác|tố cáo|cung cấp (?:thông |nguồn )?tin|trình báo|tin báo)"
    r"|cơ sở bí mật|đặc tình|mật báo|cộng tác viên bí mật",
    re.IGNORECASE,
)
"""How somebody who told the police something is called."""

Typed = TypeVar("Typed", Commendation, Decision)
HIDDEN_TITLE = "Quyết định khen thưởng"
"""What a hidden commendation is called."""


def guard(raw: RawRecord, allowed: Collection[tuple[str, str]] = (), unasked: Container[str] = ()) -> Iterator[Problem]:
    """Every place in a record's text that looks like what must not be published.

    `allowed` are guards and the texts they let pass, `unasked` guards of what this file is meant to hold.
    """
    comments = [text for _, text in raw.comments]
    # Nearly every record is clean: one look at all its texts together spares a look at each.
    if not any(look("\n".join([*raw.texts, *comments, raw.body]))):
        return
    values = [(code, raw.mark(keys), found) for keys, text in _texts(raw.values, ()) for code, _, found in look(text)]
    told = {(code, found) for code, _, found in values}
    # What looks like a comment may be within a value.
    notes = [(code, mark, found) for mark, text in raw.comments for code, _, found in look(text) if (code, found) not in told]
    body = [(code, _in_body(raw, offset), found) for code, offset, found in look(raw.body)]
    for code, mark, found in (*values, *notes, *body):
        if code not in unasked and (code, found) not in allowed:
            yield problem(raw.path, mark, code, mark=found)


def _in_body(raw: RawRecord, offset: int) -> Mark:
    line, column = position(raw.body, offset)
    return line + raw.body_line - 1, column


def _texts(value: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*keys, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*keys, key))


def look(text: str) -> Iterator[tuple[str, int, str]]:
    """What looks like something that must not be published: the code, the offset, the words themselves."""
    if "://" in text or "www." in text:
        # An address is public evidence; its digits are not a person's. What stands for it keeps the offsets.
        text = URL.sub(lambda match: "_" * len(match[0]), text)
    for code, (likely, pattern) in PATTERNS.items():
        for match in pattern.finditer(text) if likely(text) else ():
            yield code, match.start(), match[0].strip()
    for pattern in SECRECY if "MẬT" in text or "mật" in text or "NỘI" in text else ():
        for match in pattern.finditer(text):
            yield "secrecy-mark", match.start(), match[0].strip()
    if CHILD_SIGN.search(text):
        for match in CHILD.finditer(text):
            yield "child-name", match.start(), match[0].strip()


def guard_person(person: Any, keys: KeyPath) -> Iterator[tuple[KeyPath, str, dict[str, object]]]:
    """What is wrong with how a recipient, or an exemplary person, is shown: keys, code and words."""
    name = (*keys, "display_name")
    if isinstance(person, Recipient):
        yield from _guard_recipient(person, keys)
    if person.kind is RecipientKind.COLLECTIVE:
        if ADDRESSED.search(person.display_name):
            yield name, "person-told", {}
        return
    # An exemplary person is shown by role; of one who was awarded, somebody must say how.
    shown = person.shown_as or (None if isinstance(person, Recipient) else ShownAs.ROLE)
    if shown is None:
        yield keys, "person-shown-as", {}
    elif shown is ShownAs.FULL and not getattr(person, "naming_basis", None):
        yield (*keys, "shown_as"), "person-basis", {}
    elif shown is ShownAs.INITIALS and not INITIALS.fullmatch(person.display_name):
        yield name, "person-initials", {"value": person.display_name}
    elif shown is ShownAs.ROLE and _names_a_person(person.display_name):
        yield name, "person-name", {}


def concealed(data: Commendation) -> Commendation:
    """A hidden commendation without whatever tells who was honoured: its title names them as often as its list does."""
    decision = _changed(data.decision, note=None)
    return _changed(
        data, title=HIDDEN_TITLE, summary=None, achievement=None, decision=decision, recipients=(), sources=(), changes=(), related=()
    )


def _changed(value: Typed, **fields: object) -> Typed:
    """A copy of a frozen value with other fields; to make it anew would read its texts again."""
    other = copy.copy(value)
    for name, field in fields.items():
        object.__setattr__(other, name, field)
    return other


def _guard_recipient(recipient: Recipient, keys: KeyPath) -> Iterator[tuple[KeyPath, str, dict[str, object]]]:
    """A child is shown by role and without its place; who told the police something, not at all."""
    name = (*keys, "display_name")
    if recipient.minor:
        if recipient.shown_as is not ShownAs.ROLE:
            yield (*keys, "shown_as"), "minor-shown", {}
        if recipient.organisation or PLACE_OF_A_CHILD.search(recipient.display_name):
            yield name, "minor-place", {}
    if INFORMANT.search(recipient.display_name):
        yield name, "informant", {}


def _names_a_person(text: str) -> bool:
    """Whether a surname and two or more capitalised words stand together; with two words only, places look the same.

    Also what is typed without capitals or accents, and whoever is addressed by name.
    """
    if TYPED.search(text) or ADDRESSED.search(text) or FIRST.match(text):
        return True
    for match in PERSON.finditer(text):
        words = match[0].split()
        capitals = next((place for place, word in enumerate(words) if not word[0].isupper()), len(words))
        if capitals > 2:
            return True
    return False
