"""The small pieces of the core, each by its own door."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import generate_data
from movement.addresses import Addresses
from movement.load import load_markdown, load_yaml
from movement.problems import Level, Problem, did_you_mean, listing
from movement.publish import Output, Publication
from movement.render.layout import Layout, json_script, marker
from movement.render.texts.prose import Prose, heading_anchor, render
from movement.workflow_commands import commands

# load: text values, and where each stood


def test_values_are_text_and_keep_their_places() -> None:
    raw = load_yaml("data/x.yml", b"title: no\nlist:\n  - {id: 012, at: 12:30}\n  - two\n")
    assert raw.values == {"title": "no", "list": [{"id": "012", "at": "12:30"}, "two"]}
    assert raw.mark(("title",)) == (1, 1)
    assert raw.mark(("list", 0, "at")) == (3, 15)
    assert raw.mark(("list", 1)) == (4, 5)
    assert raw.mark(("list", 0, "missing")) == (3, 5), "a key that is missing stands where its parent does"


def test_lines_of_front_matter_and_body_count_from_the_top_of_the_file() -> None:
    raw = load_markdown("data/x.md", b"---\ntitle: A\nstate: draft\n---\n\nThan bai\n")
    assert raw.mark(("state",)) == (3, 1)
    assert (raw.body, raw.body_line) == ("\nThan bai\n", 5)


def test_a_rule_in_the_body_is_not_the_end_of_the_front_matter() -> None:
    raw = load_markdown("data/x.md", b"---\ntitle: A\n---\nMot\n\n---\n\nHai\n")
    assert raw.body == "Mot\n\n---\n\nHai\n"


def test_what_is_unknown_is_left_out() -> None:
    assert load_yaml("x", b"a:\nb: ~\nc: null\nd: ''\ne: 'null'\n").values == {"d": "", "e": "null"}


def test_text_is_normalised() -> None:
    content = "\ufefftitle: Tie\u0302\u0301ng \u00d0a\u0300 \r\n".encode()
    assert load_yaml("x", content).values == {"title": "Tiếng Đà"}


def test_a_bomb_of_aliases_is_refused_at_once() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    raw = load_yaml("x", "\n".join(lines).encode())
    assert {problem.code for problem in raw.problems} == {"yaml-alias"}


def test_deep_nesting_is_refused_at_once() -> None:
    for text in ("[" * 5000, "a: " + "{a: " * 5000, "- " * 5000 + "x"):
        assert [problem.code for problem in load_yaml("x", text.encode()).problems] in (["too-deep"], ["yaml"])


# problems


def test_the_nearest_word_is_offered_or_none() -> None:
    assert did_you_mean("sumary", ["title", "summary"]) == " Ý bạn là “summary”?"
    assert did_you_mean("xyz", ["title", "summary"]) == ""
    assert listing(map(str, range(50)), most=3) == "0, 1, 2… (tất cả 50)"


def test_github_commands_are_escaped() -> None:
    line = commands([Problem("data/a,b:c.md", 3, 1, "x", "Một 100%\nhai: ba", Level.ADVICE)])
    assert line == "::notice file=data/a%2Cb%3Ac.md,line=3,col=1,title=x::Một 100%25%0Ahai: ba\n"


# prose


def prose(body: str) -> Prose:
    return render(body, "data/models/a.md", Addresses("https://example.org/"))


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Điều 6. Trách nhiệm", "dieu-6"),
        ("ĐIỀU 12a", "dieu-12a"),
        ("Chương IV", "chuong-iv"),
        ("Mục đích, yêu cầu", "muc-dich-yeu-cau"),
        ("Mục 2. Đường dây", "muc-2"),
        ("Phần thứ 1", "phan-1"),
        ("Đội 1", "doi-1"),
        ("🔔", "muc"),
    ],
)
def test_anchors_of_headings_stay_for_ever(title: str, anchor: str) -> None:
    assert heading_anchor(title) == anchor


def test_two_headings_of_one_name_have_two_anchors() -> None:
    outline = prose("## Kết quả\n\n## Kết quả\n\n## Kết quả 2\n").outline
    assert [heading.anchor for heading in outline.headings] == ["ket-qua", "ket-qua-2", "ket-qua-2-2"]


def test_the_title_of_the_record_is_the_only_h1() -> None:
    assert '<h2 id="mot">' in prose("# Một\n").html


def test_tables_can_be_scrolled_from_the_keyboard() -> None:
    html = prose("| a | b |\n| - | - |\n| 1 | 2 |\n").html
    assert html.startswith("<div") and 'tabindex="0"' in html and "<table>" in html


@pytest.mark.parametrize("raw", ["<script>x</script>", "<b onclick=x>y</b>", "<!-- x -->", "<?php x ?>", "</div>", "<svg/onload=x>"])
def test_raw_html_is_text(raw: str) -> None:
    for body in (raw, f"Một {raw} hai", f"- {raw}", f"## {raw}", f"> {raw}"):
        html = prose(body).html
        assert raw not in html and "&lt;" in html, body


def test_links_lead_from_file_to_page() -> None:
    body = "[a](../directives/x.md#dieu-1) [b](../news/2025/y.md) [c](#d) [e](/f/) [g](https://h.vn) [i](../files/k.pdf)"
    links = prose(body).outline.links
    assert [(link.path, link.anchor) for link in links] == [
        ("van-ban/x/", "dieu-1"), ("tin-tuc/2025/y/", ""), ("", "d"), ("f/", ""), ("https://h.vn", ""), ("files/k.pdf", ""),
    ]  # fmt: skip


# layout


@pytest.mark.parametrize(("path", "to_root"), [("", "./"), ("mo-hinh/", "../"), ("mo-hinh/a/", "../../"), ("a/b/c/d/", "../../../../")])
def test_a_layout_is_filled_at_any_depth(path: str, to_root: str) -> None:
    where = Addresses("https://example.org/")
    far = "/".join([".."] * 7)
    title, content = marker("title", "salt"), marker("content", "salt")
    layout = Layout.cut(f'<a href="{far}">nhà</a><a href="{far}/x/">x</a><title>{title}</title>{content}', f"{far}/", "salt")
    assert where.to_root(path) == to_root
    values = {"title": "T", "content": f"zqxj-title-salt {far}"}
    root = to_root.rstrip("/")
    assert layout.fill(values, to_root) == (
        f'<a href="{root}">nhà</a><a href="{to_root if path else ""}x/">x</a><title>T</title>zqxj-title-salt {far}'
    )


def test_flat_files_are_linked_by_name() -> None:
    flat = Addresses("https://example.org/", folders=False)
    assert flat.file("mo-hinh/a/") == "mo-hinh/a.html"
    assert flat.to_root("mo-hinh/a/") == "../"
    assert flat.absolute("mo-hinh/a/") == "https://example.org/mo-hinh/a/", "the address of the online edition"


def test_json_in_a_page_cannot_end_its_script() -> None:
    assert "<" not in json_script({"a": "</script><!--", "b": "&lt;"}) and "&" not in json_script("&")


# publish


def publication(folder: Path) -> Publication:
    return Publication(folder / "site", folder / ".site.aside", folder / "ledger-site.txt")


def output(file: str, text: str) -> Output:
    return Output(file, text, text.encode)


def test_the_site_is_swapped_in_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    first = publication(tmp_path)
    for name in ("a/index.html", "b/index.html"):
        first.put(output(name, name))
    (tmp_path / "site/.well-known").mkdir(parents=True)
    (tmp_path / "site/.well-known/x").write_text("của máy chủ", "utf-8")
    first.swap()
    second = publication(tmp_path)
    assert second.put(output("a/index.html", "a/index.html")) is False, "nothing new"
    second.put(output("c", "c"))
    assert second.swap() == 2, "one new, one gone"
    found = sorted(path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*"))
    assert found == [".well-known", ".well-known/x", "a", "a/index.html", "c"]
    assert not (tmp_path / ".site.aside").exists()


def test_a_build_that_fails_leaves_the_site(tmp_path: Path) -> None:
    first = publication(tmp_path)
    first.put(output("a", "a"))
    first.swap()
    second = publication(tmp_path)
    second.put(output("a", "khác"))
    second.discard()
    assert (tmp_path / "site/a").read_text("utf-8") == "a"
    assert not (tmp_path / ".site.aside").exists()


def test_a_swap_cut_short_is_mended_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publication(tmp_path)
    for name in "abc":
        first.put(output(name, "một"))
    first.swap()
    second = publication(tmp_path)
    for name in "abc":
        second.put(output(name, "hai"))
    replace, moved = os.replace, []

    def stops(source: str, target: str) -> None:
        if moved:
            raise OSError("đĩa đầy")
        moved.append(target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", stops)
    with pytest.raises(OSError, match="đầy"):
        second.swap()
    monkeypatch.undo()
    assert all((tmp_path / "site" / name).read_text("utf-8") in ("một", "hai") for name in "abc"), "each file is whole"
    third = publication(tmp_path)
    for name in "abc":
        third.put(output(name, "hai"))
    third.swap()
    assert [(tmp_path / "site" / name).read_text("utf-8") for name in "abc"] == ["hai"] * 3


def test_a_ledger_cut_short_costs_only_time(tmp_path: Path) -> None:
    first = publication(tmp_path)
    for name in "abc":
        first.put(output(name, name))
    first.swap()
    ledger = tmp_path / "ledger-site.txt"
    ledger.write_bytes(ledger.read_bytes()[:-30])
    second = publication(tmp_path)
    for name in "abcd":
        second.put(output(name, name))
    assert second.swap() == 1, "the new one"
    assert publication(tmp_path).put(output("c", "c")) is False


def test_what_is_shown_ahead_belongs_to_the_site_when_it_is_put_too(tmp_path: Path) -> None:
    first = publication(tmp_path)
    for name in ("a/index.html", "b"):
        first.put(output(name, "cũ"))
    first.swap()
    second = publication(tmp_path)
    second.show(output("a/index.html", "mới"))
    assert (tmp_path / "site/a/index.html").read_text("utf-8") == "mới", "before anything else is drawn"
    for name in ("a/index.html", "b"):
        second.put(output(name, "mới"))
    assert second.swap() == 1, "what was shown stands there already"
    assert [(tmp_path / "site" / name).read_text("utf-8") for name in ("a/index.html", "b")] == ["mới"] * 2


def test_the_ledger_of_a_site_that_is_gone_goes_too(tmp_path: Path) -> None:
    gone = Publication(tmp_path / "xem-thu", tmp_path / ".xem-thu.aside", tmp_path / "ledger-xem-thu.txt")
    gone.put(output("a", "a"))
    gone.swap()
    shutil.rmtree(gone.site)
    one = publication(tmp_path)
    one.put(output("a", "a"))
    one.swap()
    assert [path.name for path in tmp_path.glob("ledger-*")] == ["ledger-site.txt"]


def test_two_outputs_never_share_a_file(tmp_path: Path) -> None:
    one = publication(tmp_path)
    one.put(output("a", "a"))
    with pytest.raises(ValueError, match="share"):
        one.put(output("a", "b"))


@pytest.mark.parametrize("name", ["../ngoai", "a/../../ngoai"])
def test_nothing_is_written_outside_the_site(name: str, tmp_path: Path) -> None:
    one = publication(tmp_path)
    one.put(output("a/b", "x"))
    with pytest.raises(ValueError, match="ngoai"):
        one.put(output(name, "x"))
    assert not (tmp_path / "ngoai").exists()


def test_a_folder_takes_the_place_of_a_file_and_back(tmp_path: Path) -> None:
    for name in ("a", "a/b", "a"):
        one = publication(tmp_path)
        one.put(output(name, name))
        one.swap()
        assert [path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*") if path.is_file()] == [name]


# the generator of data sets


def test_generated_data_follows_the_model_and_is_always_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import check
    from project import tree

    assert generate_data.main(["--records", "200", "--into", str(tmp_path / "a" / "data")]) == 0
    generate_data.main(["--records", "200", "--into", str(tmp_path / "b" / "data")])
    assert tree(tmp_path / "a") == tree(tmp_path / "b")
    assert check.main(["--data", str(tmp_path / "a" / "data")]) == 0
    capsys.readouterr()
