#!/usr/bin/env python3
"""Update an unpacked offline edition from a newer zip: check everything first, show what changes, swap folders, keep the old one.

Needs nothing but Python 3.8 or newer: it travels with the edition.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

SUMS, MANIFEST, UPDATE = "SHA256SUMS", "manifest.json", "update.json"
LITTER = {"Thumbs.db", "desktop.ini", ".DS_Store"}
"""What Windows and macOS leave in folders by themselves."""
SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(?<!\.)")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SUM_LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
MOST_BYTES = 4_000_000_000
"""A zip that unpacks to more is refused before a byte is written."""
DESCRIPTION = """Cập nhật bản ngoại tuyến: kiểm tra bản đang dùng và tệp .zip mới, cho xem thay đổi, rồi mới thay. Thư mục cũ được giữ lại.

Tệp .zip mới là bản đầy đủ, hoặc gói cập nhật chỉ chứa phần thay đổi so với bản đang dùng. Thấy tệp hỏng, thiếu hay lạ thì không đổi gì."""
EPILOG = "Mã thoát: 0 đã cập nhật (hoặc kiểm tra thấy tốt); 1 có vấn đề, không đổi gì; 2 không hiểu lệnh."


SENTENCES = {
    "usage: ": "cách dùng: ",
    "positional arguments": "tham số",
    "optional arguments": "tùy chọn",
    "options": "tùy chọn",
    "show this help message and exit": "in hướng dẫn này rồi dừng",
}
# argparse speaks English only; what the project's other commands use for that does not travel with an edition.
argparse._ = lambda sentence: SENTENCES.get(sentence, sentence)  # type: ignore[attr-defined]  # as argparse imports it


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in Vietnamese that the command was not understood."""
        self.exit(2, f"{self.format_usage()}Không hiểu lệnh. Xem cách dùng: {self.prog} -h\n")


class Refused(Exception):  # noqa: N818  # what is said, not an error of the program
    """Why nothing was changed, in Vietnamese, a line a reason."""


def main(arguments: list[str] | None = None) -> int:
    """0 when the folder was updated or found good, 1 when something is wrong and nothing was changed, 2 for a wrong command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    parser = _Parser(description=DESCRIPTION, epilog=EPILOG, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path, metavar="THƯ_MỤC", help="thư mục của bản đang dùng")
    parser.add_argument("new", type=Path, metavar="TỆP.zip", nargs="?", help="bản mới; không có thì chỉ kiểm tra thư mục")
    parser.add_argument("--sha256", metavar="MÃ", help="mã SHA-256 của tệp .zip, như nơi phát hành công bố")
    parser.add_argument("--check", action="store_true", help="chỉ kiểm tra và cho xem thay đổi")
    parser.add_argument("--ask", action="store_true", help="hỏi trước khi thay")
    parser.add_argument("--replace-damaged", action="store_true", help="thay cả khi bản đang dùng bị hỏng (chỉ với bản đầy đủ)")
    parser.add_argument("--allow-older", action="store_true", help="cho phép thay bằng bản cũ hơn")
    options = parser.parse_args(arguments)
    try:
        for line in update(options):
            print(line)
    except Refused as refused:
        print(f"{refused}\nKhông đổi gì.", file=sys.stderr)
        return 1
    return 0


def update(options: argparse.Namespace) -> Iterator[str]:
    """The whole story; what to tell the person at the machine, line by line."""
    old = options.old.resolve()
    if not (old / SUMS).is_file():
        raise Refused(f"{old}: không phải thư mục của bản ngoại tuyến (không có tệp {SUMS}).")
    try:
        before = sums_of((old / SUMS).read_bytes(), SUMS)
        damage = list(damage_of(old, before))
    except Refused as unreadable:
        before, damage = {}, [str(unreadable)]
    if options.new is None:
        if damage:
            raise Refused("\n".join(damage))
        yield f"Tốt: {len(before)} tệp đúng như khi phát hành."
        return
    with opened(options.new, options.sha256) as packed:
        after, whole = checked(packed, old)
        if damage and not (options.replace_damaged and whole):
            hint = ["Muốn thay cả thư mục hỏng bằng bản đầy đủ: thêm --replace-damaged."] if whole else []
            raise Refused("\n".join(["Bản đang dùng không còn nguyên vẹn:", *damage, *hint]))
        yield from changes(old, packed, before, after, options.allow_older)
        if options.check or (options.ask and not agreed()):
            yield "Chưa đổi gì."
            return
        aside = written_aside(old, packed, after)
    yield f"Đã cập nhật {old}. Bản cũ nằm ở {swapped(old, aside)}."


def agreed() -> bool:
    """Whether the person at the machine says yes; where nobody can answer, nobody does."""
    try:
        return input("Gõ c rồi Enter để cập nhật: ").strip().lower() == "c"
    except EOFError:
        return False


def sums_of(content: bytes, name: str) -> dict[str, str]:
    """Path → SHA-256 of the lines of a SHA256SUMS file."""
    found: dict[str, str] = {}
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
        match = SUM_LINE.fullmatch(line)
        if match is None or not is_safe(match[2]) or match[2] in found:
            raise Refused(f"{name}, dòng {number}: không phải dòng mã kiểm tra.")
        found[match[2]] = match[1]
    return found


def is_safe(path: str) -> bool:
    """Whether a path stays inside the folder it is written to, on every system."""
    return all(SAFE.fullmatch(part) for part in path.split("/")) and len(path) <= 200


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def damage_of(folder: Path, sums: dict[str, str]) -> Iterator[str]:
    """Files of a folder that are missing, changed or strange."""
    for name, digest in sums.items():
        path = folder / name
        if not path.is_file():
            yield f"{name}: thiếu tệp."
        elif path.is_symlink() or digest_of(path) != digest:
            yield f"{name}: nội dung đã bị thay đổi."
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        litter = path.name in LITTER or path.name.startswith("._")
        if name not in sums and name != SUMS and not litter and (path.is_symlink() or not path.is_dir()):
            yield f"{name}: tệp lạ, không thuộc bản này."


def opened(file: Path, digest: str | None) -> zipfile.ZipFile:
    """The zip, when it is one and has the announced digest."""
    if not file.is_file() or not zipfile.is_zipfile(file):
        raise Refused(f"{file}: không phải tệp .zip, hoặc chép chưa hết.")
    if digest and digest_of(file) != digest.strip().lower():
        raise Refused(f"{file}: mã SHA-256 không giống mã đã công bố.")
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError):
        # Its table is damaged, or asks for a newer kind of zip than there is.
        raise Refused(f"{file}: tệp .zip hỏng, hoặc chép chưa hết.") from None


def checked(packed: zipfile.ZipFile, old: Path) -> tuple[dict[str, str], bool]:
    """The checksums that the folder will have, and whether the zip has all the files; everything in the zip was read and is right."""
    members = [member for member in packed.infolist() if not member.is_dir()]
    names = [member.filename for member in members]
    faults = [f"{name}: tên tệp nguy hiểm." for name in names if not is_safe(name)]
    faults += [f"{m.filename}: liên kết, không phải tệp." for m in members if stat.S_ISLNK(m.external_attr >> 16)]
    if len({name.lower() for name in names}) != len(names):
        faults.append("Có hai tệp trùng tên.")
    if sum(member.file_size for member in members) > MOST_BYTES:
        faults.append("Tệp .zip bung ra quá lớn.")
    if faults:
        raise Refused("\n".join(faults))
    if SUMS not in names or MANIFEST not in names:
        raise Refused(f"{packed.filename}: không phải bản ngoại tuyến (không có {SUMS} hoặc {MANIFEST}).")
    sums = sums_of(content_of(packed, SUMS), f"{packed.filename}/{SUMS}")
    whole = UPDATE not in names
    if not whole and object_of(content_of(packed, UPDATE), UPDATE).get("from") != digest_of(old / SUMS):
        raise Refused("Gói cập nhật này dành cho một bản khác với bản đang dùng. Hãy dùng bản đầy đủ.")
    wrong = [name for name in names if name in sums and hashlib.sha256(content_of(packed, name)).hexdigest() != sums[name]]
    faults = [f"{name}: hỏng trong tệp .zip." for name in wrong]
    faults += [f"{name}: tệp lạ trong tệp .zip." for name in names if name not in sums and name not in (SUMS, UPDATE)]
    had = set(names) if whole else {*names, *(n for n, d in sums_of((old / SUMS).read_bytes(), SUMS).items() if sums.get(n) == d)}
    faults += [f"{name}: thiếu trong tệp .zip." for name in sums if name not in had]
    if faults:
        raise Refused("\n".join(["Tệp .zip không nguyên vẹn:", *faults]))
    return sums, whole


def content_of(packed: zipfile.ZipFile, name: str) -> bytes:
    """A file of the zip."""
    try:
        return packed.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        raise Refused(f"{name}: hỏng trong tệp .zip.") from None


def changes(old: Path, packed: zipfile.ZipFile, before: dict[str, str], after: dict[str, str], allow_older: bool) -> Iterator[str]:
    """What the update brings, in words."""
    then, now = manifest_of(old), object_of(content_of(packed, MANIFEST), MANIFEST)
    if now["date"] < then["date"] and not allow_older:
        raise Refused(
            f"Bản trong tệp .zip ({day(now['date'])}) cũ hơn bản đang dùng ({day(then['date'])}). Vẫn muốn thay: thêm --allow-older."
        )
    yield f"Bản đang dùng: ngày {day(then['date'])}. Bản mới: ngày {day(now['date'])}."
    was, has = then["records"], now["records"]
    for words, keys in (
        ("Thêm", [key for key in has if key not in was]),
        ("Sửa", [key for key in has if key in was and was[key]["digest"] != has[key]["digest"]]),
    ):
        yield from (f"{words}: {has[key]['title']}" for key in keys)
    reasons = {entry["path"]: entry["reason"] for entry in now["recalled"]}
    yield from (f"Bỏ: {e['title']}. {reasons.get(e['path'], '')}".strip() for key, e in was.items() if key not in has)
    added, gone = after.keys() - before.keys(), before.keys() - after.keys()
    changed = [name for name in after if name in before and before[name] != after[name]]
    yield f"Tệp: thêm {len(added)}, sửa {len(changed)}, bỏ {len(gone)}."


def object_of(content: bytes, name: str) -> dict[str, Any]:
    """The JSON object in a file of the edition."""
    try:
        found = json.loads(content)
    except ValueError:
        found = None
    if not isinstance(found, dict) or (name == MANIFEST and not is_manifest(found)):
        raise Refused(f"{name}: không đọc được.")
    return found


def is_manifest(found: dict[str, Any]) -> bool:
    """Whether an object says what is asked of a manifest: its day, what it carries, what it recalls."""
    on, records, recalled = (found.get(key) for key in ("date", "records", "recalled"))
    return (
        (isinstance(on, str) and ISO_DAY.fullmatch(on) is not None)
        and (isinstance(records, dict) and all(has_texts(entry, "path", "title", "digest") for entry in records.values()))
        and (isinstance(recalled, list) and all(has_texts(entry, "path", "reason") for entry in recalled))
    )


def has_texts(entry: object, *keys: str) -> bool:
    """Whether an entry is an object with a text under each of these keys."""
    return isinstance(entry, dict) and all(isinstance(entry.get(key), str) for key in keys)


def manifest_of(folder: Path) -> dict[str, Any]:
    """What the edition in use says it carries; nothing when its manifest is gone, which --replace-damaged allows."""
    try:
        return object_of((folder / MANIFEST).read_bytes(), MANIFEST)
    except (OSError, Refused):
        return {"date": "", "records": {}, "recalled": []}


def day(iso: str) -> str:
    """`19/8/2026` of an ISO date."""
    return "/".join(str(int(part)) for part in reversed(iso.split("-"))) if iso else "không rõ"


def written_aside(old: Path, packed: zipfile.ZipFile, sums: dict[str, str]) -> Path:
    """The new folder, whole, beside the old one; read back from the stick and compared."""
    aside = old.with_name(f"{old.name}.moi")
    if aside.exists():
        shutil.rmtree(aside)
    packed_names = set(packed.namelist())
    try:
        for name in (*sums, SUMS):
            path = aside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content_of(packed, name) if name in packed_names else (old / name).read_bytes())
        damage = list(damage_of(aside, sums))
    except OSError as error:
        damage = [f"Không ghi được: {error.strerror}. USB có thể đã đầy hoặc khóa chống ghi."]
    if damage:
        shutil.rmtree(aside, ignore_errors=True)
        raise Refused("\n".join(damage))
    return aside


def swapped(old: Path, aside: Path) -> Path:
    """Put the new folder in the place of the old one, which is kept beside it; where it is kept."""
    date = manifest_of(old)["date"]
    kept, number = old.with_name(f"{old.name}.cu-{date}"), 1
    while kept.exists():
        number += 1
        kept = old.with_name(f"{old.name}.cu-{date}-{number}")
    try:
        os.rename(old, kept)
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise Refused(f"Không đổi tên được {old}: {error.strerror}. Hãy đóng mọi tệp và cửa sổ đang mở thư mục này.") from None
    try:
        os.rename(aside, old)
    except OSError as error:
        os.rename(kept, old)
        raise Refused(f"Không đổi tên được {aside}: {error.strerror}.") from None
    return kept


if __name__ == "__main__":
    sys.exit(main())
