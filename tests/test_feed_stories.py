"""What happens to a record, and what its subscribers see of it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from feed_room import Feeds, feeds_of, record
from movement.render.feeds.memory import Texts
from movement.schema.commendation import Cancellation, Decision, Recipient

FORMATS = ("tat-ca.xml", "tat-ca.atom", "tat-ca.json")
EVERY_FORMAT = pytest.mark.parametrize("name", FORMATS)
ODD = "“Thi đua” & 'an toàn' <b>100%</b> > \"tốt\" &amp; 🎉"


def day(entry: Any, name: str) -> str:
    """`2025-03-04` of a moment of an item."""
    moment = entry.get(f"{name}_parsed")
    return "-".join(f"{part:02}" for part in moment[:3]) if moment else str(entry[name])[:10]


@EVERY_FORMAT
def test_a_title_is_edited(name: str) -> None:
    before, after = feeds_of(record()).item(name), feeds_of(record(title="Một tin đã sửa tên", updated="2025-04-01")).item(name)
    assert after.title == "Một tin đã sửa tên" and after.id == before.id
    assert (day(before, "updated"), day(after, "updated"), day(after, "published")) == ("2025-03-04", "2025-04-01", "2025-03-04")


@EVERY_FORMAT
def test_a_correction_is_no_new_item(name: str) -> None:
    feeds = feeds_of(record("cu", published="2025-01-01", changes=[{"on": "2025-05-05", "note": "Sửa số liệu"}]), record("moi"))
    entries = feeds.read(name).entries
    assert [entry.id.rpartition("/")[2] for entry in entries] == ["moi", "cu"], "its place stays"
    assert day(entries[1], "updated") == "2025-05-05"


@EVERY_FORMAT
def test_a_file_is_moved_to_another_folder(name: str) -> None:
    kept = {"collection": "commendations", "decision": Decision(), "award": "bang-khen"}
    before = feeds_of(record("bang-khen", published="2024-12-30", **kept)).item(name)
    after = feeds_of(record("bang-khen", published="2025-01-02", **kept)).item(name)
    assert (before.link, after.link) == (
        "https://example.org/khen-thuong/2024/bang-khen/",
        "https://example.org/khen-thuong/2025/bang-khen/",
    )
    assert before.id == after.id == "tag:an-lac.example,2026:commendations/bang-khen"


@EVERY_FORMAT
def test_an_old_record_is_withdrawn(name: str) -> None:
    """Its subscribers read it long ago and do not read archives."""
    many = [record(f"tin-{number}", published=f"2025-03-{number % 28 + 1:02}") for number in range(60)]
    gone = {"state": "withdrawn", "published": "2023-05-01"}
    lately = record("rut-moi-day", **gone, withdrawn={"on": "2025-03-20", "reason": "Đăng nhầm"})
    long_ago = record("rut-da-lau", **gone, withdrawn={"on": "2023-06-01", "reason": "Đăng nhầm"})
    made = feeds_of(*many, lately, long_ago)
    names = [entry.id.rpartition("/")[2] for entry in made.read(name).entries]
    assert len(names) == 50
    assert names[-1] == "rut-moi-day" and "rut-da-lau" not in names
    archive = [entry.id.rpartition("/")[2] for entry in made.read(name.replace(".", "/2023.")).entries]
    assert sorted(archive) == ["rut-da-lau", "rut-moi-day"]
    assert {entry.id.rpartition("/")[2] for entry in made.read(name.replace(".", "/2025.")).entries} > set(names[:-1])


@EVERY_FORMAT
def test_a_record_is_withdrawn_and_published_again(name: str) -> None:
    gone = {"state": "withdrawn", "withdrawn": {"on": "2025-06-01", "reason": "Đăng nhầm <nơi>"}}
    first = feeds_of(record(body="Câu đã sai.")).item(name)
    withdrawn = feeds_of(record(body="Câu đã sai.", **gone)).item(name)
    again = feeds_of(record(body="Câu đã đúng.", updated="2025-07-01")).item(name)
    assert first.id == withdrawn.id == again.id
    assert withdrawn.title == "[Đã rút] Một tin" and "Đăng nhầm" in withdrawn.summary
    assert "Câu đã sai" not in str(withdrawn) and "1/6/2025" in str(withdrawn)
    assert again.title == "Một tin" and "Câu đã đúng" in str(again)
    assert [day(entry, "updated") for entry in (first, withdrawn, again)] == ["2025-03-04", "2025-06-01", "2025-07-01"]


@EVERY_FORMAT
@pytest.mark.parametrize(("validity", "word"), [("cancelled", "Đã hủy bỏ"), ("hidden", "Tạm ẩn")])
def test_an_award_is_cancelled_or_hidden(validity: str, word: str, name: str) -> None:
    kept: dict[str, Any] = {
        "collection": "commendations",
        "decision": Decision(),
        "award": "bang-khen",
        "recipients": [Recipient(kind="collective", display_name="Tổ tự quản số 9")],
    }
    cancelled = Cancellation(on="2025-08-01", decision="12/QĐ-UBND", reason="Hồ sơ sai") if validity == "cancelled" else None
    assert "Tổ tự quản số 9" in str(feeds_of(record(**kept)).item(name))
    after = feeds_of(record(**kept, validity=validity, cancelled=cancelled)).item(name)
    # The title of a hidden one would name who was honoured.
    assert after.title == f"[{word}] {'Một tin' if cancelled else 'Quyết định khen thưởng'}"
    assert "Tổ tự quản số 9" not in str(after)
    assert ("12/QĐ-UBND" in str(after)) == bool(cancelled)


@EVERY_FORMAT
def test_two_items_of_one_day_keep_their_order(name: str) -> None:
    one, other = record("a"), record("b")
    orders = [[entry.id for entry in feeds_of(*records).read(name).entries] for records in ((one, other), (other, one))]
    assert orders[0] == orders[1] and len(set(orders[0])) == 2


@pytest.mark.parametrize("name", ["tat-ca.atom", "tat-ca.json"])
def test_signs_and_emoji_in_a_title(name: str) -> None:
    item = feeds_of(record(title=ODD, summary=ODD)).item(name)
    # feedparser shows plain text as it is, JSON Feed has no other.
    assert item.title == ODD and item.summary == ODD


def test_signs_and_emoji_in_a_title_of_rss() -> None:
    root = etree.fromstring(feeds_of(record(title=ODD, summary=ODD)).files["feeds/tat-ca.xml"])
    assert root.findtext("channel/item/title") == ODD
    # A description is read as HTML.
    assert etree.HTML(root.findtext("channel/item/description") or "").xpath("string()") == ODD


@EVERY_FORMAT
def test_an_empty_feed(name: str) -> None:
    feeds = feeds_of()
    assert feeds.read(name).entries == []
    assert b"prev-archive" not in feeds.files[f"feeds/{name}"]


def test_nobody_is_named() -> None:
    named = Recipient(
        kind="individual", display_name="Nguyễn Văn Mẫu", shown_as="full", naming_basis={"consent_on": "2025-01-01", "held_by": "so"}
    )
    initials = Recipient(kind="individual", display_name="T.T.B", shown_as="initials")
    role = Recipient(kind="individual", display_name="Một bảo vệ", shown_as="role")
    award = record(
        "bang-khen",
        collection="commendations",
        decision=Decision(),
        award="x",
        recipients=[named, initials, role],
        title="Khen ông Nguyễn Văn Mẫu",
    )
    news = record(
        body="Ông Nguyễn Văn Mẫu, NGUYỄN VĂN MẪU, anh Mẫu và bà T.T.B đã giúp.",
        summary="Về Nguyễn Văn Mẫu",
        broadcast="Ông Nguyễn Văn Mẫu.",
    )
    feeds = feeds_of(award, news)
    for name, content in feeds.files.items():
        assert not [way for way in ("Nguyễn Văn Mẫu", "NGUYỄN VĂN MẪU", "anh Mẫu", "T.T.B") if way in content.decode()], name
    titles = [entry.title for entry in feeds.read().entries]
    assert titles == ["Một tin", "Khen ông [tên có trên trang]"]
    assert "Một bảo vệ" in feeds.files["feeds/khen-thuong.xml"].decode()


def test_a_name_within_a_longer_one() -> None:
    shown = {"kind": "individual", "shown_as": "full", "naming_basis": {"consent_on": "2025-01-01", "held_by": "so"}}
    people = [Recipient(display_name=name, **shown) for name in ("Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu Em", "Nguyễn & Con")]
    award = record("bang-khen", collection="commendations", decision=Decision(), award="x", recipients=people)
    news = record(title="Nguyễn Văn Mẫu Em, Nguyễn Văn Mẫu, Nguyễn & Con; xã Nguyễn Văn Mẫun, Lê Nguyễn Văn, aNguyễn Văn Mẫu")
    (title,) = (entry.title for entry in feeds_of(award, news).read().entries if "xã" in entry.title)
    name = "[tên có trên trang]"
    assert title == f"{name}, {name}, {name}; xã Nguyễn Văn Mẫun, Lê Nguyễn Văn, aNguyễn Văn Mẫu"


def test_files_come_with_type_and_length(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files/to roi.pdf").write_bytes(b"%PDF-1.4 to roi")
    (tmp_path / "files/loa.mp3").write_bytes(b"mp3")
    material = record("to-roi", collection="materials", kind="leaflet", files=["files/to roi.pdf", "files/loa.mp3"])
    wanted = [("https://example.org/files/to%20roi.pdf", "application/pdf", "15"), ("https://example.org/files/loa.mp3", "audio/mpeg", "3")]
    feeds = feeds_of(material, data=tmp_path)
    for name in ("tat-ca.xml", "tat-ca.atom"):
        found = feeds.item(name).enclosures
        assert [(one.href, one.type, one.length) for one in found] == wanted
    attachments = json.loads(feeds.files["feeds/tat-ca.json"])["items"][0]["attachments"]
    assert [(one["url"], one["mime_type"], str(one["size_in_bytes"])) for one in attachments] == wanted


def test_terms_with_one_id_have_feeds_of_their_own() -> None:
    feeds = feeds_of(record(sectors=["tong-hop"], topics=["lua-dao"]), record("b", topics=["tong-hop", "tin-tuc"]))
    where = {
        name: [entry.id.rpartition("/")[2] for entry in feeds.read(f"{name}.xml").entries]
        for name in ("tong-hop", "chu-de-tong-hop", "chu-de-tin-tuc")
    }
    assert where == {"tong-hop": ["tin"], "chu-de-tong-hop": ["b"], "chu-de-tin-tuc": ["b"]}


def test_an_old_province_is_in_the_feed_of_todays() -> None:
    feeds = feeds_of(record(units=["an-cu"]))
    assert feeds.item("an-lac.atom").id.endswith("news/tin")
    assert "feeds/an-cu.xml" not in feeds.files


def archives(feeds: Feeds, start: str) -> list[str]:
    """The files from a feed back through its archives, each of which must lead forward again."""
    root = "https://example.org/feeds/"
    names, newer = [start], ""
    while True:
        found = etree.fromstring(feeds.files[f"feeds/{names[-1]}"]).iterfind(".//{http://www.w3.org/2005/Atom}link[@type]")
        links = {link.get("rel", ""): link.get("href", "").removeprefix(root) for link in found}
        if len(names) > 1:
            assert b"<fh:archive/>" in feeds.files[f"feeds/{names[-1]}"]
            assert links["current"] == start and links.get("next-archive", "") == newer
            newer = names[-1]
        if "prev-archive" not in links:
            return names
        names.append(links["prev-archive"])


@pytest.mark.parametrize("form", ["xml", "atom"])
def test_archives_lead_both_ways_and_hold_every_item(form: str) -> None:
    records = [
        record(f"tin-{year}-{n}", published=f"{year}-01-{n:02}", topics=["lua-dao"]) for year in (2022, 2023, 2025) for n in range(1, 26)
    ]
    feeds = feeds_of(*records)
    for feed in ("tat-ca", "lua-dao"):
        names = archives(feeds, f"{feed}.{form}")
        # 2025 and 2023 are still in the feed whole.
        assert names == [f"{feed}.{form}", f"{feed}/2022.{form}"]
        assert {entry.id for name in names for entry in feeds.read(name).entries} == {
            f"tag:an-lac.example,2026:news/{r.id}" for r in records
        }
    assert "Nội dung." in str(feeds.read(f"tat-ca/2022.{form}").entries[0].content)


def test_an_archive_stays_as_it_is_when_newer_items_come() -> None:
    old = [record(f"tin-{n}", published=f"2023-{n % 12 + 1:02}-01") for n in range(60)]
    before, after = feeds_of(*old), feeds_of(*old, *(record(f"moi-{n}", published="2024-05-05") for n in range(30)))
    name = "feeds/tin-tuc/2023"
    assert all(before.files[f"{name}.{form}"] == after.files[f"{name}.{form}"] for form in ("xml", "atom", "json"))
    assert "feeds/tin-tuc/2024.xml" not in after.files


def test_json_archives_follow_one_another() -> None:
    feeds = feeds_of(*(record(f"tin-{n}", published=f"{2020 + n % 4}-06-01") for n in range(120)))
    name, found = "tat-ca", set()
    while name:
        feed = json.loads(feeds.files[f"feeds/{name}.json"])
        assert feed["version"] == "https://jsonfeed.org/version/1.1" and "dang-ky/" in feed["user_comment"]
        found |= {item["id"] for item in feed["items"]}
        name = feed.get("next_url", "").removeprefix("https://example.org/feeds/").removesuffix(".json")
    assert len(found) == 120


def test_a_collection_of_ten_thousand() -> None:
    records = [record(f"tin-{n}", published=f"{2016 + n % 10}-{n % 12 + 1:02}-{n % 28 + 1:02}", topics=["lua-dao"]) for n in range(10_000)]
    began = time.process_time()
    feeds = feeds_of(*records)
    spent = time.process_time() - began
    assert spent < 30, "about a millisecond and a half an item, in three formats, for the feeds it belongs to"
    entries = feeds.read("tin-tuc.atom").entries
    assert len(entries) == 50 and all(entry.id.startswith("tag:") for entry in entries)
    assert [day(entry, "published") for entry in entries] == sorted((day(entry, "published") for entry in entries), reverse=True)
    names = archives(feeds, "lua-dao.atom")
    assert len(names) == 11
    assert sum(content.count(b"<entry>") for name, content in feeds.files.items() if name.startswith("feeds/lua-dao/")) == 10_000


def test_what_is_remembered_gives_the_same_bytes(tmp_path: Path) -> None:
    records = [record(f"tin-{n}", body=f"Câu **{n}**.") for n in range(5)]
    first = feeds_of(*records, texts=Texts(tmp_path / "feeds.sqlite"))
    again = feeds_of(*records[1:], texts=Texts(tmp_path / "feeds.sqlite"))
    back = feeds_of(*records, texts=Texts(tmp_path / "feeds.sqlite"))
    assert first.files == back.files and first.files != again.files


def test_a_person_who_opens_a_feed_reads_first_where_to_subscribe() -> None:
    feeds = feeds_of(record())
    for name in ("lua-dao.xml", "lua-dao.atom"):
        root = etree.fromstring(feeds.files[f"feeds/{name}"])
        first = next(root.iter("{http://www.w3.org/1999/xhtml}p"))
        assert (root[0] if name.endswith("xml") else root)[0] is first
        assert first[0].get("href") == "https://example.org/dang-ky/#nguon-lua-dao"
        assert root.getprevious().text == 'type="text/css" href="../assets/feed.css"'
