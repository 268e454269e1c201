"""The index as a whole: the same bytes however it came about, only what changed, nothing when nothing did."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import corpus
from harness import items_of
from movement.render.search.search import FOLDER, Index, SearchDocument, SearchItem, build_index, open_memory, opensearch
from movement.render.search.tables import decode_rising, encode_rising

Pages = list[SearchDocument]


def cold(pages: Pages) -> dict[str, bytes]:
    memory = open_memory(None)
    index = build_index(items_of(pages), corpus.LABELS, memory)
    return {path: index.read(path) for path in index.files}


def warm(pages: Pages, path: Path) -> tuple[Index, dict[str, bytes]]:
    memory = open_memory(path)
    index = build_index(items_of(pages), corpus.LABELS, memory)
    return index, {path: index.read(path) for path in index.files}


@pytest.fixture(scope="module")
def pages() -> Pages:
    return corpus.with_twins(list(corpus.documents(150)))


def rewrite_body(pages: Pages, chance: random.Random) -> Pages:
    at = chance.randrange(len(pages))
    words = pages[at].sections[0].text.split()
    chance.shuffle(words)
    section = replace(pages[at].sections[0], text=" ".join(words))
    return [*pages[:at], replace(pages[at], sections=(section, *pages[at].sections[1:])), *pages[at + 1 :]]


def rename(pages: Pages, chance: random.Random) -> Pages:
    at = chance.randrange(len(pages))
    return [*pages[:at], replace(pages[at], title="Aâ " + pages[at].title[::-1]), *pages[at + 1 :]]


def redate(pages: Pages, chance: random.Random) -> Pages:
    at = chance.randrange(len(pages))
    return [*pages[:at], replace(pages[at], rank_date="2015-05-05"), *pages[at + 1 :]]


def remove(pages: Pages, chance: random.Random) -> Pages:
    at = chance.randrange(len(pages))
    return pages[:at] + pages[at + 1 :]


def remove_newest(pages: Pages, chance: random.Random) -> Pages:
    return sorted(pages, key=lambda page: page.rank_date)[:-1]


def add_newest(pages: Pages, chance: random.Random) -> Pages:
    return [*pages, replace(chance.choice(pages), url=f"tin-tuc/moi-{len(pages)}/", rank_date="2099-01-01", title="Zzz tin mới nhất")]


def empty_texts(pages: Pages, chance: random.Random) -> Pages:
    at = chance.randrange(len(pages))
    return [*pages[:at], replace(pages[at], sections=(), summary="", names="", title="…"), *pages[at + 1 :]]


def write_before_all_words(pages: Pages, chance: random.Random) -> Pages:
    """What comes before all keys of a table goes into its first file, which starts elsewhere from then on."""
    at, zeros = chance.randrange(len(pages)), "0" * chance.randint(1, 9)
    return [*pages[:at], replace(pages[at], title=f"{zeros} {zeros}1 {zeros}a"), *pages[at + 1 :]]


EDITS = (rewrite_body, rename, redate, remove, remove_newest, add_newest, empty_texts, write_before_all_words)


@pytest.mark.parametrize("edit", EDITS)
def test_a_warm_build_equals_a_cold_one(edit: Callable[[Pages, random.Random], Pages], pages: Pages, tmp_path: Path) -> None:
    chance = random.Random(edit.__name__)
    warm(pages, tmp_path / "memory")
    for _ in range(4):
        pages = edit(pages, chance)
        index, files = warm(pages, tmp_path / "memory")
        assert files == cold(pages)
        assert index.changed


def test_many_edits_one_after_another_leave_no_trace(pages: Pages, tmp_path: Path) -> None:
    chance = random.Random(5)
    for _ in range(12):
        pages = chance.choice(EDITS)(pages, chance)
        pages = list({page.url: page for page in pages}.values())
        _, files = warm(pages, tmp_path / "memory")
    assert files == cold(pages)


def test_nothing_changed_means_nothing_read_and_nothing_written(pages: Pages, tmp_path: Path) -> None:
    warm(pages, tmp_path / "memory")

    def must_not_load() -> SearchDocument:
        raise AssertionError("an unchanged document was read again")

    items = [SearchItem(item.key, item.digest, must_not_load) for item in items_of(pages)]
    memory = open_memory(tmp_path / "memory")
    index = build_index(items, corpus.LABELS, memory)
    assert not index.changed
    assert {path: index.read(path) for path in index.files} == cold(pages)


def test_an_edit_changes_only_the_files_it_touches(pages: Pages, tmp_path: Path) -> None:
    warm(pages, tmp_path / "memory")
    section = pages[3].sections[0]
    edited = replace(pages[3], sections=(replace(section, text=section.text + " một câu thêm"), *pages[3].sections[1:]))
    index, _ = warm([*pages[:3], edited, *pages[4:]], tmp_path / "memory")
    untouched = {path for path in index.files if "/trang/" not in path} - index.changed
    assert len(untouched) > len(index.files) / 3


def test_the_order_in_which_documents_come_does_not_matter(pages: Pages) -> None:
    mixed = list(pages)
    random.Random(1).shuffle(mixed)
    assert cold(mixed) == cold(pages)


def test_a_damaged_or_foreign_memory_is_replaced(pages: Pages, tmp_path: Path) -> None:
    (tmp_path / "memory").write_bytes(b"not a database at all" * 100)
    _, files = warm(pages[:5], tmp_path / "memory")
    assert files == cold(pages[:5])


def test_few_documents_make_few_files(pages: Pages) -> None:
    files = cold(pages[:60])
    assert len(files) < 30
    assert all(len(content) > 200 for path, content in files.items() if "/tu/" in path or "/cap/" in path)
    assert all(path.startswith(FOLDER) and path.isascii() for path in files)


def test_an_empty_site_has_an_index(tmp_path: Path) -> None:
    assert f"{FOLDER}muc-luc.js" in cold([])
    warm([], tmp_path / "memory")
    document = next(corpus.documents(1))
    _, files = warm([document], tmp_path / "memory")
    assert files == cold([document])


def test_two_documents_with_one_key_are_refused(pages: Pages) -> None:
    with pytest.raises(ValueError, match="two search documents"):
        cold([pages[0], pages[0]])


def test_numbers_survive_being_written() -> None:
    numbers = [0, 1, 2, 44, 45, 46, 100, 2_115, 2_116, 99_999, 16_777_215]
    assert decode_rising(encode_rising(numbers)) == numbers


def test_opensearch_is_xml_with_the_site_in_it() -> None:
    text = opensearch("https://example.vn/a&b", 'Phong trào "Toàn dân" <x>').decode()
    assert 'template="https://example.vn/a&amp;b/tim-kiem/?q={searchTerms}"' in text
    assert "<x>" not in text
