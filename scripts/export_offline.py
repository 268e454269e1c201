#!/usr/bin/env python3
"""Make the offline edition: a folder and a zip that open from a USB stick on a machine without internet."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement.addresses import Addresses  # noqa: E402
from movement.editing.command_line import command  # noqa: E402
from movement.edition import MANIFEST, Edition, audience_named  # noqa: E402  # the core lies beside the scripts, not on the path
from movement.packing import folder as folders, pack, single as single_file, update, zim  # noqa: E402
from movement.render.offline import offline  # noqa: E402
from movement.schema.base import Audience  # noqa: E402
from movement.vietnamese import date_text, slug  # noqa: E402

DESCRIPTION = """Lập bản ngoại tuyến: cả trang thành một thư mục và một tệp .zip, mở được từ USB, không cần mạng.

Bản dành cho nhà trường (mặc định) gồm những gì dành cho nhà trường và cho mọi người. Nội dung đã rút, khen thưởng đã
hủy bỏ không có trong bản; trang thu-hoi.html liệt kê những gì các bản trước có mà nay không dùng nữa."""
EPILOG = """Mã thoát: 0 đã lập; 1 không lập được (lý do in ra, bản cũ giữ nguyên); 2 không hiểu lệnh.
Biến môi trường DATA_DIR, SITE_URL, BUILD_DATE như khi dựng trang. Ngày của bản là BUILD_DATE, không có thì là ngày mới
nhất trong dữ liệu."""
EVERYTHING = "all"
MEGABYTE = 1_000_000


class CannotExportError(Exception):
    """Why no edition was made, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site folder as the engine made it for an edition."""

    site: Path
    date: datetime.date
    title: str


@dataclass(frozen=True, slots=True)
class Packed:
    """An edition that is ready beside the place where it belongs."""

    target: Path
    date: datetime.date

    @property
    def folder(self) -> Path:
        """The folder, aside."""
        return self.target.with_name(f".{self.target.name}.aside")

    @property
    def zip(self) -> Path:
        """The zip, aside."""
        return self.target.with_name(f".{self.target.name}.aside.zip")

    @property
    def target_zip(self) -> Path:
        """Where the zip belongs."""
        return self.target.with_name(f"{self.target.name}.zip")

    def publish(self) -> Path:
        """Put folder and zip where they belong, in the place of older ones; the folder."""
        if self.target.exists():
            shutil.rmtree(self.target)
        self.folder.replace(self.target)
        self.zip.replace(self.target_zip)
        return self.target

    def discard(self) -> None:
        """Remove what lies aside."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.zip.unlink(missing_ok=True)


def main(arguments: list[str] | None = None) -> int:
    """0 when the edition was made, 1 when it could not be, 2 when the command was not understood."""
    options = parser().parse_args(arguments)
    try:
        for line in single(options) if options.single else export(options):
            print(line)
    except CannotExportError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    made = command(DESCRIPTION, EPILOG)
    audiences = [EVERYTHING, *(audience.value for audience in Audience)]
    made.add_argument("--audience", choices=audiences, default=Audience.SCHOOL.value, help="dành cho ai (mặc định: school)")
    made.add_argument("--since", type=year, metavar="NĂM", help="bỏ tin, khen thưởng và văn bản hết hiệu lực trước năm này")
    made.add_argument("--unit", default="", metavar="MÃ", help="chỉ lấy nội dung của tỉnh, thành phố này và nội dung chung cả nước")
    made.add_argument("--max-mb", type=float, metavar="N", help="tệp .zip không quá N MB (10^6 byte): bỏ dần tệp đính kèm lớn nhất")
    made.add_argument("--previous", type=Path, metavar="TỆP", help=f"{MANIFEST} của bản trước, để nói điều gì không dùng nữa")
    made.add_argument(
        "--update-from", type=Path, metavar="BẢN", help="lập thêm gói cập nhật từ bản này: thư mục, .zip hoặc SHA256SUMS của nó"
    )
    made.add_argument("--zim", action="store_true", help="lập thêm tệp .zim cho máy chủ Kiwix (cần gói zim-tools)")
    made.add_argument(
        "--single", metavar="BẢN_GHI", help="chỉ lập một tệp HTML trọn vẹn của bản ghi này, ví dụ data/models/tieng-keng-an-ninh.md"
    )
    made.add_argument("--name", type=name, default="", metavar="TÊN", help="tên của thư mục và tệp .zip, trước ngày")
    made.add_argument("--into", type=Path, default=ROOT / "dist", metavar="THƯ_MỤC", help="nơi ghi (mặc định: dist)")
    return made


def year(text: str) -> int:
    """A year of four digits."""
    if len(text) != 4 or not text.isdigit():
        raise argparse.ArgumentTypeError(f"“{text}” không phải một năm")
    return int(text)


def name(text: str) -> str:
    """A name that is safe on every system."""
    if slug(text) != text or len(text) > 40:
        raise argparse.ArgumentTypeError(f"“{text}”: chỉ dùng chữ thường không dấu, số, gạch nối, nhiều nhất 40 ký tự")
    return text


def export(options: argparse.Namespace) -> list[str]:
    """Make the edition that the options name; what to tell whoever asked for it."""
    options.into.mkdir(parents=True, exist_ok=True)
    before = sums_before(options.update_from) if options.update_from else b""
    said: list[str] = []
    made = packed(options, build(options, ()))
    if options.max_mb and size(made.zip) > options.max_mb * MEGABYTE:
        without = too_much(made.folder, size(made.zip) - options.max_mb * MEGABYTE)
        made = packed(options, build(options, without))
        said = [f"Bỏ để vừa {options.max_mb:g} MB: {file}" for file in without]
        if size(made.zip) > options.max_mb * MEGABYTE:
            largest = too_large(options.max_mb, made.folder)
            made.discard()
            raise CannotExportError(largest)
    folder, packed_size = made.publish(), size(made.target_zip)
    files = len(folders.files_of(folder))
    announced = announce(made.target_zip)
    if before:
        small = folder.with_name(f"{folder.name}-cap-nhat.zip")
        count = update.write_update(before, folder, small, made.date)
        said.append(f"Gói cập nhật {small} ({size(small) / MEGABYTE:.1f} MB, {count} tệp), chỉ dùng được cho bản đã nêu.")
    if options.zim:
        said.append(f"Tệp cho Kiwix: {written_zim(options, folder, made.date)}")
    return [
        *said,
        f"SHA-256 của tệp .zip: {announced}",
        f"Đã lập {made.target_zip} ({packed_size / MEGABYTE:.1f} MB) và thư mục {folder} ({files} tệp).",
    ]


def environment(options: argparse.Namespace, without: tuple[str, ...]) -> Mapping[str, str]:
    """The settings of the build."""
    return {
        **os.environ,
        "OFFLINE": "1",
        "EDITION_AUDIENCE": "" if options.audience == EVERYTHING else options.audience,
        "EDITION_SINCE": str(options.since or ""),
        "EDITION_UNIT": options.unit,
        "EDITION_PREVIOUS": str(options.previous.resolve()) if options.previous else "",
        "EDITION_WITHOUT": "\n".join(without),
        "NO_MKDOCS_2_WARNING": "1",
    }


def build(options: argparse.Namespace, without: tuple[str, ...]) -> Built:
    """Let the site engine build the edition's pages."""
    site = ROOT / os.environ.get("CACHE_DIR", ".cache") / "offline-site"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(site)]
    done = subprocess.run(command, cwd=ROOT, env=environment(options, without), capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotExportError(done.stderr.strip() or done.stdout.strip())
    manifest = json.loads((site / MANIFEST).read_text("utf-8"))
    return Built(site, datetime.date.fromisoformat(manifest["date"]), manifest["title"])


def packed(options: argparse.Namespace, built: Built) -> Packed:
    """Put the guides and checksums beside the pages, check everything, and pack it; nothing is in its place yet."""
    edition = Edition(audience=audience_named(options.audience))
    called = options.name or f"toan-dan-{slug(edition.audience.label) if edition.audience else 'ngoai-tuyen'}"
    made = Packed(options.into / f"{called}-{built.date.isoformat()}", built.date)
    made.discard()
    shutil.copytree(built.site, made.folder)
    values = {"edition": edition.name, "date": date_text(built.date), "title": built.title, "name": made.target.name}
    pack.add_guides(made.folder, ROOT / "overrides", ROOT / "scripts" / pack.UPDATER, values)
    if faults := list(folders.faults(made.folder)):
        made.discard()
        raise CannotExportError("\n".join([*faults[:40], f"{len(faults)} chỗ sai trong bản ngoại tuyến; bản cũ giữ nguyên."]))
    pack.add_sums(made.folder)
    pack.write_zip(made.folder, made.zip, built.date)
    return made


def written_zim(options: argparse.Namespace, folder: Path, date: datetime.date) -> Path:
    """The edition as a ZIM file beside the zip."""
    edition = Edition(audience=audience_named(options.audience))
    publisher = json.loads((folder / MANIFEST).read_text("utf-8"))["title"]
    about = {
        "title": "Toàn dân bảo vệ an ninh",
        "description": f"{edition.name}, ngày {date_text(date)}",
        "creator": publisher,
        "publisher": publisher,
        "name": f"{folder.name.removesuffix(f'-{date.isoformat()}')}_vi",
    }
    target = folder.with_name(f"{folder.name}.zim")
    try:
        zim.write_zim(folder, target, about)
    except zim.ZimError as error:
        raise CannotExportError(str(error)) from error
    return target


def single(options: argparse.Namespace) -> list[str]:
    """One record as one file that opens by itself."""
    options.audience = EVERYTHING
    built = build(options, ())
    records = json.loads((built.site / MANIFEST).read_text("utf-8"))["records"]
    name = Path(options.single)
    key = (
        options.single
        if options.single in records
        else f"{name.parts[-3 if name.parent.name.isdigit() else -2]}/{name.stem}"
        if name.parts[1:]
        else ""
    )
    if key not in records:
        raise CannotExportError(f"{options.single}: không phải tệp của một bản ghi đang đăng.")
    where = Addresses("", folders=False)
    root = os.environ.get("SITE_URL", single_file.PLACEHOLDER).rstrip("/") + "/"
    known = {entry["path"] for entry in records.values()} | {f"{file.removesuffix('.html')}/" for file in folders.files_of(built.site)}
    known = {path for path in known if not offline.is_of_the_edition(path)}
    online = {where.file(path): root + path for path in known} | {"index.html": root}
    target = options.into / f"{name.stem}.html"
    options.into.mkdir(parents=True, exist_ok=True)
    target.write_bytes(single_file.single_page(built.site, where.file(records[key]["path"]), online))
    return [f"Đã lập {target} ({size(target) / MEGABYTE:.1f} MB), mở được một mình, gửi được qua Zalo, thư điện tử."]


def sums_before(place: Path) -> bytes:
    """The checksums of the edition that an update pack starts from."""
    try:
        return update.sums_of_edition(place)
    except ValueError as error:
        raise CannotExportError(str(error)) from error


def announce(packed: Path) -> str:
    """The digest of a zip, written beside it too: who gives the zip away makes it known by another way."""
    digest = pack.digest_of_file(packed)
    packed.with_name(f"{packed.name}.sha256").write_text(f"{digest}  {packed.name}\n", "utf-8")
    return digest


def size(file: Path) -> int:
    """The bytes of a file."""
    return file.stat().st_size


def too_much(folder: Path, excess: float) -> tuple[str, ...]:
    """The largest attachments, until what is over the limit is gone; pictures and papers hardly shrink in a zip."""
    attached = sorted((path for path in (folder / "files").rglob("*") if path.is_file()), key=size, reverse=True)
    chosen: list[str] = []
    for path in attached:
        if excess <= 0:
            break
        chosen.append(path.relative_to(folder).as_posix())
        excess -= size(path)
    return tuple(chosen)


def too_large(limit: float, folder: Path) -> str:
    """What takes the room."""
    parts = {part.name: sum(map(size, (p for p in part.rglob("*") if p.is_file()))) for part in folder.iterdir() if part.is_dir()}
    largest = sorted(parts.items(), key=lambda part: part[1], reverse=True)[:5]
    listed = ", ".join(f"{part} {taken / MEGABYTE:.1f} MB" for part, taken in largest)
    return f"Không làm vừa {limit:g} MB. Lớn nhất trước khi nén: {listed}. Hãy tăng --max-mb, hoặc chọn ít hơn bằng --since, --unit."


if __name__ == "__main__":
    sys.exit(main())
