"""File names that every system can hold: a USB stick, an old Windows machine, a zip opened by any program."""

from __future__ import annotations

import hashlib
import re

from movement.vietnamese import slug

LONGEST = 100
"""Characters of a whole path: what is left of Windows' 260 when a folder is copied deep into others."""
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))})
"""Names that Windows keeps for devices, whatever follows the first dot. Source: Microsoft, "Naming Files, Paths, and Namespaces"."""
SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?<!\.)")


def fault(path: str) -> str:
    """Why a path is not safe everywhere, in Vietnamese; "" when it is."""
    if len(path) > LONGEST:
        return f"dài {len(path)} ký tự, nhiều nhất {LONGEST}"
    for part in path.split("/"):
        if not SAFE.fullmatch(part):
            return f"“{part}” có ký tự không dùng được trên mọi máy"
        if _is_reserved(part):
            return f"“{part}” là tên Windows giữ riêng"
    return ""


def _is_reserved(part: str) -> bool:
    return part.partition(".")[0].lower() in RESERVED


def portable(path: str) -> str:
    """The path itself where it is safe, else one as near to it as can be; two paths never become one."""
    if not fault(path):
        return path
    mark = hashlib.blake2b(path.encode(), digest_size=4).hexdigest()
    *folders, name = path.split("/")
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    ending = f"-{mark}{dot}{slug(suffix)[:8]}".rstrip(".")
    safe = [part if SAFE.fullmatch(part) and not _is_reserved(part) else f"{slug(part)[:20]}-{mark}" for part in folders]
    start = "".join(f"{part}/" for part in safe)
    room = LONGEST - len(start) - len(ending)
    if room < 8:
        # Folders so deep or so long that no name fits: the digest alone keeps the paths apart.
        start, room = f"{safe[0][:20]}/", LONGEST - 21 - len(ending)
    return f"{start}{slug(stem)[:room].strip('-') or 'tep'}{ending}"
