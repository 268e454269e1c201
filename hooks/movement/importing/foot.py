"""The foot of a text: nơi nhận, and who signed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from movement.importing.blocks import Block, Paragraph, Table
from movement.privacy import SURNAMES

RECIPIENTS = re.compile(r"N[ơƠ][iI] (?:nhận|NHẬN)\s*(?::|$)", re.IGNORECASE)
CAPACITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.|(?:T/M|K/T|T/L|TUQ/)")
ON_BEHALF = re.compile(r"(?:TM|KT|TL|TUQ)\.|(?:T/M|K/T|T/L)")
SIGNED = re.compile(r"[(\[]?\s*(?:đã ký|daky|ký tên|ký, đóng dấu).*", re.IGNORECASE)
SIGNED_BEFORE = re.compile(r"^[(\[]?\s*(?:đã ký|ký tên)\s*[)\]]?\s*", re.IGNORECASE)
"""The remark of a copy that a PDF may set before the name."""
RANK = re.compile(r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy|tướng, |tá, ))\s*")
# Offices as running text writes them; any other stays as the text has it.
POSITIONS = (
    "Bộ trưởng, Thứ trưởng, Chủ tịch, Phó Chủ tịch, Chủ tịch nước, Chủ tịch Quốc hội, Thủ tướng, Phó Thủ tướng, Tổng Bí thư, Bí thư, "
    "Phó Bí thư, Giám đốc, Phó Giám đốc, Cục trưởng, Phó Cục trưởng, Trưởng ban, Phó Trưởng ban, Trưởng phòng, Phó Trưởng phòng, "
    "Chánh Văn phòng, Phó Chánh Văn phòng, Hiệu trưởng, Phó Hiệu trưởng, Trưởng Công an, Phó Trưởng Công an, Tổng Thanh tra, "
    "Thường trực Ban Bí thư"
).split(", ")
IN_TEXT = {position.upper(): position for position in POSITIONS}
SURNAME = set(SURNAMES.split())
LONGEST_LINE = 90
FOOT_LINES = 14


@dataclass(slots=True)
class Foot:
    """What stands below a text."""

    recipients: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    name: str | None = None
    position: str | None = None
    signature_first: bool = False
    """Whether the signature stands before the list of recipients."""


def split(blocks: list[Block]) -> tuple[list[Block], Foot | None, list[Block]]:
    """The blocks before the foot, the foot, and what is appended behind it."""
    for place, block in enumerate(blocks):
        if isinstance(block, Table) and any(RECIPIENTS.match(line) for cell in block.cells for line in cell.lines):
            return blocks[:place], _of_table(block), blocks[place + 1 :]
        if isinstance(block, Paragraph) and RECIPIENTS.match(block.whole):
            return _of_lines(blocks, place)
    return blocks, None, []


def _of_table(table: Table) -> Foot:
    foot = Foot()
    for place, cell in enumerate(table.cells):
        if any(RECIPIENTS.match(line) for line in cell.lines):
            foot.signature_first = bool(foot.signature)
            foot.recipients += cell.lines
        elif place and foot.recipients and not foot.signature and all(line.startswith("-") for line in cell.lines):
            foot.recipients += cell.lines
        else:
            foot.signature += cell.lines
    return _signed(foot)


def _of_lines(blocks: list[Block], place: int) -> tuple[list[Block], Foot, list[Block]]:
    """A foot without a table: the lines round “Nơi nhận” that look like one."""
    foot = Foot()
    end = place
    while end < len(blocks) and isinstance(line := blocks[end], Paragraph) and len(foot.recipients) < 4 * FOOT_LINES:
        if end > place and line.whole and not (line.bullet or line.whole.startswith(("-", "–", "+")) or foot.recipients[-1].endswith(",")):
            break
        foot.recipients += [line.whole] if line.whole else []
        end += 1
    start = place
    while start > 0 and _is_signature(blocks[start - 1]) and place - start < FOOT_LINES:
        start -= 1
    before = [block.whole for block in blocks[start:place] if isinstance(block, Paragraph) and block.whole]
    if before:
        foot.signature, foot.signature_first = before, True
    else:
        start = place
        while end < len(blocks) and _is_signature(blocks[end]) and len(foot.signature) < FOOT_LINES:
            line = blocks[end]
            assert isinstance(line, Paragraph)
            foot.signature += [line.whole] if line.whole else []
            end += 1
            if foot.signature and is_name(foot.signature[-1]):
                break
    _signed(foot)
    if foot.name is None:
        _woven(foot, blocks[place : place + 2 * FOOT_LINES])
    return blocks[:start], foot, blocks[end:]


def _woven(foot: Foot, blocks: list[Block]) -> None:
    """Take who signed from two columns whose lines a PDF gives in turn; the lines themselves stay where they are."""
    lines = (line for block in blocks if isinstance(block, Paragraph) for line in block.whole.split("\n"))
    said = [SIGNED_BEFORE.sub("", line).strip() for line in lines if not RECIPIENTS.match(line)]
    signature = [line for line in said if line and (line.isupper() or is_name(line)) and not line.startswith(("-", "–", "+"))]
    if signature and is_name(signature[-1]):
        signed = _signed(Foot(signature=signature))
        foot.name, foot.position = signed.name, foot.position or signed.position


def _is_signature(block: Block) -> bool:
    if isinstance(block, Table) or block.label:
        return False
    text = block.whole
    short = len(text) < LONGEST_LINE
    return not text or (short and bool(text.isupper() or CAPACITY.match(text) or SIGNED.fullmatch(text) or is_name(text)))


def is_name(line: str) -> bool:
    """Whether a line is a person's name, with or without a rank."""
    words = re.sub(r"^(?:(?:GS|PGS|TS|ThS|BS)\.\s*)+", "", RANK.sub("", line)).split()
    return 2 <= len(words) <= 6 and words[0].capitalize() in SURNAME and all(word[0].isupper() for word in words)


def _signed(foot: Foot) -> Foot:
    lines = [line for line in foot.signature if not SIGNED.fullmatch(line)]
    if lines and is_name(lines[-1]):
        foot.name = RANK.sub("", lines.pop())
    offices = [line for line in lines if line.isupper() and not ON_BEHALF.match(line)]
    if offices:
        office = re.sub(r"^Q\.\s*", "", offices[-1])
        words = IN_TEXT.get(office.strip(" .,"), office)
        foot.position = f"Quyền {words}" if office != offices[-1] else words
    return foot
