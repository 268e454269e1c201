"""Days that come back, and the calendars that carry them, read by another library than the one that wrote them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

import pytest
import vobject

from data_sets import overlay, write_base
from movement.recurrence import next_day
from project import Project, new_project
from site_reader import Site, words

YEARS = range(2026, 2031)
RULES = {
    "cuoi-thang-11": ("--11-30", [(11, 30)]),
    "quy-mot": ("--03-31", [(3, 31)]),
    "ngay-nhuan": ("--02-29", [(2, 28)]),
    "hang-quy": ("quarter", [(3, 31), (6, 30), (9, 30), (12, 31)]),
    "hang-thang": (
        "month",
        [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30), (7, 31), (8, 31), (9, 30), (10, 31), (11, 30), (12, 31)],
    ),
}
"""Each form of a rule, with its days in a year of 365 days."""
HEAD = "number: {number}\nkind: chi-thi\nissuer: ubnd-an-lac\nsigned_on: 2025-08-15\npublished: 2025-08-20\n"
TODAY = "2025-10-02"
MANY = 120


def directive(number: str, tasks: str, more: str = "") -> str:
    """A directive with these tasks."""
    return f"---\ntitle: Chỉ thị {number}\n{HEAD.format(number=number)}{more}tasks:\n{tasks}---\n\nNội dung.\n"


def days(rule: str, year: int) -> list[datetime.date]:
    """The days of a rule in one year, written out by hand above; 2028 has a 29 February."""
    leap = year == 2028
    return [datetime.date(year, month, 29 if leap and (month, day) == (2, 28) else day) for month, day in RULES[rule][1]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("calendars")
    data = write_base(folder / "data")
    every = "".join(
        f"  - {{id: {name}, action: Việc {name}, assigned_to: [ubnd-cap-xa], every: '{r}'}}\n" for name, (r, _) in RULES.items()
    )
    many = "".join(
        f"  - {{id: viec-{n}, action: Việc số {n}, assigned_to: [khu-dan-cu], due_on: 2026-01-{n % 28 + 1:02}}}\n" for n in range(MANY)
    )
    hostile = r"""  - id: la
    action: "Dòng một\nDòng hai; a, b \\ \"c\" <b>BEGIN:VEVENT</b>"
    assigned_to: [tat-ca]
    due_on: 2026-05-05
"""
    texts = {
        "lich-mau": directive("11/CT-MAU", every),
        "nhieu-viec": directive("12/CT-MAU", many),
        "chu-la": directive("13/CT-MAU", hostile),
        "het-hieu-luc": directive(
            "14/CT-MAU",
            "  - {id: cu, action: Việc cũ, assigned_to: [khu-dan-cu], every: --06-30}\n"
            "  - {id: hen, action: Việc đã hẹn, assigned_to: [khu-dan-cu], due_on: 2030-01-01}\n",
            "force: {state: expired, checked_on: 2025-09-01, source: 'https://example.vn/a'}\n",
        ),
        "cho-hieu-luc": directive(
            "15/CT-MAU", "  - {id: moi, action: Việc mới, assigned_to: [chu-nha-tro], every: --12-31}\n", "effective_on: 2027-01-01\n"
        ),
    }
    overlay(data, {f"directives/{name}.md": text for name, text in texts.items()})
    made = new_project(folder / "project", data)
    made.built(BUILD_DATE=TODAY)
    return made


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    return Site.read(project.site)


def read(file: Path) -> Iterator[Any]:
    """The events of a calendar, as vobject reads them."""
    (calendar,) = vobject.readComponents(file.read_bytes().decode())
    assert calendar.name == "VCALENDAR"
    yield from calendar.vevent_list


def events(project: Project, name: str) -> dict[str, Any]:
    """The events of a calendar by their ids, without the domain."""
    return {event.uid.value.partition("@")[0]: event for event in read(project.site / f"lich/{name}.ics")}


@pytest.mark.parametrize(
    ("rule", "today", "expected"),
    [
        ("--11-30", "2025-11-30", "2025-11-30"),
        ("--11-30", "2025-12-01", "2026-11-30"),
        ("--02-29", "2025-03-01", "2026-02-28"),
        ("--02-29", "2027-12-01", "2028-02-29"),
        ("--02-29", "2028-02-28", "2028-02-29"),
        ("--02-29", "2025-02-28", "2025-02-28"),
        ("quarter", "2025-01-01", "2025-03-31"),
        ("quarter", "2025-12-31", "2025-12-31"),
        ("month", "2024-02-10", "2024-02-29"),
        ("month", "2025-12-31", "2025-12-31"),
    ],
)
def test_the_next_day_of_a_rule(rule: str, today: str, expected: str) -> None:
    assert next_day(rule, datetime.date.fromisoformat(today)).isoformat() == expected


@pytest.mark.parametrize("name", RULES)
def test_a_calendar_program_finds_the_same_days_from_2026_to_2030(project: Project, name: str) -> None:
    event = events(project, "ubnd-cap-xa")[f"lich-mau.{name}"]
    every = (moment.date() for moment in event.getrruleset())
    found = list(takewhile(lambda day: day.year <= YEARS[-1], dropwhile(lambda day: day.year < YEARS[0], every)))
    assert found == [day for year in YEARS for day in days(name, year)]
    day, expected = datetime.date(YEARS[0], 1, 1), list(found)
    while expected:
        day = next_day(RULES[name][0], day)
        assert day == expected.pop(0), "pages and calendars agree"
        day += datetime.timedelta(days=1)


def test_an_event_is_a_free_day_that_says_who_what_and_where_to_read(project: Project) -> None:
    event = events(project, "nha-truong")["07-ct-mau.bao-cao-nam"]
    assert event.summary.value == "Báo cáo kết quả hằng năm"
    assert event.dtstart.value == datetime.date(2025, 11, 30), "the first day since the text took force"
    assert event.dtend.value == datetime.date(2025, 12, 1)
    assert event.transp.value == "TRANSPARENT"
    assert event.url.value == "https://example.org/van-ban/07-ct-mau/#viec-bao-cao-nam"
    assert event.dtstamp.value == datetime.datetime(2025, 10, 2, tzinfo=event.dtstamp.value.tzinfo), "the day of the data, not of the clock"
    for part in ("Nhà trường", "Công an tỉnh An Lạc", "Chỉ thị 07/CT-MAU, Điều 2", "Theo mẫu kèm theo", "Địa bàn: tỉnh An Lạc"):
        assert part in event.description.value, part
    alarms = [alarm.trigger.value for alarm in event.valarm_list]
    assert alarms == [datetime.timedelta(days=-7, hours=8), datetime.timedelta(days=-1, hours=8)], "at eight in the morning"


def test_every_dated_task_of_the_data_and_every_yearly_day_of_a_standard_is_in_the_calendar_of_all(project: Project) -> None:
    found = events(project, "tat-ca")
    expected = {
        "07-ct-mau.bao-cao-nam",
        "07-ct-mau.bao-cao-dau",
        "07-ct-mau.ra-soat",
        "an-toan.lich-11-15",
        "chu-la.la",
        "cho-hieu-luc.moi",
    }
    expected |= {f"lich-mau.{name}" for name in RULES} | {f"nhieu-viec.viec-{n}" for n in range(MANY)}
    assert set(found) == expected, "but no recurring task of an expired text"


def test_a_rule_begins_when_its_text_takes_force(project: Project, site: Site) -> None:
    event = events(project, "chu-nha-tro")["cho-hieu-luc.moi"]
    assert event.dtstart.value == datetime.date(2027, 12, 31)
    assert "Lần tới 31/12/2027" in site["viec-can-lam/chu-nha-tro/"].text
    assert "Lần tới 31/12/2027" in site["van-ban/cho-hieu-luc/"].text


def test_no_reminder_of_what_is_over(project: Project) -> None:
    past = project.site / "lich/khu-dan-cu.ics"
    assert b"BEGIN:VALARM" in past.read_bytes()
    project.built(BUILD_DATE="2026-06-01")
    assert b"BEGIN:VALARM" not in past.read_bytes()
    assert len(list(read(past))) == MANY + 1, "what is over stays in the calendar"
    project.built(BUILD_DATE=TODAY)


def test_text_of_editors_is_text_in_a_calendar(project: Project) -> None:
    event = events(project, "doanh-nghiep")["chu-la.la"]
    assert event.summary.value == 'Dòng một\nDòng hai; a, b \\ "c" <b>BEGIN:VEVENT</b>'


def test_calendars_keep_to_the_form_of_the_standard(project: Project) -> None:
    """Source: RFC 5545, 3.1: lines of at most 75 octets, ended by CR and LF; 3.6.1: what an event must have."""
    for file in (project.site / "lich").iterdir():
        content = file.read_bytes()
        assert content.endswith(b"END:VCALENDAR\r\n") and content.count(b"\n") == content.count(b"\r\n")
        assert max(map(len, content.split(b"\r\n"))) <= 75
        if b"BEGIN:VEVENT" in content:
            uids = [event.uid.value for event in read(file)]
            assert len(set(uids)) == len(uids)


def test_names_of_events_outlive_edits_and_a_move_to_another_host(project: Project) -> None:
    calendar = project.site / "lich/tat-ca.ics"
    before = {event.uid.value for event in read(calendar)}
    changes = (("action: Báo cáo kết quả hằng năm", "action: Báo cáo kết quả năm"), ("title: Chỉ thị mẫu", "title: Chỉ thị mới"))
    for old, new in changes:
        project.edit("data/directives/07-ct-mau.md", old, new)
    project.built(BUILD_DATE=TODAY, SITE_URL="https://noi-khac.vn/phong-trao/")
    assert {event.uid.value for event in read(calendar)} == before
    assert b"URL:https://noi-khac.vn/phong-trao/van-ban/07-ct-mau/" in calendar.read_bytes()
    for old, new in changes:
        project.edit("data/directives/07-ct-mau.md", new, old)
    project.built(BUILD_DATE=TODAY)


# The pages


def listed(site: Site, path: str) -> list[str]:
    """The tasks on a page, in order."""
    return [words(task) for task in site[path].tree.xpath("//li[@class='task']/h3")]


def test_each_addressee_has_a_page_with_its_tasks_and_calendar(site: Site) -> None:
    page = site["viec-can-lam/nha-truong/"]
    assert listed(site, "viec-can-lam/nha-truong/")[:2] == ["Gửi hồ sơ tự chấm", "Báo cáo kết quả hằng năm"]
    assert {"lich/nha-truong.ics", "van-ban/07-ct-mau/#dieu-2"} <= set(page.links("//article//a"))
    assert page.tree.xpath("//head/link[@type='text/calendar']/@href") == ["../../lich/nha-truong.ics"]
    assert page.tree.xpath("//article//a/@href[starts-with(., 'webcal:')]") == ["webcal://example.org/lich/nha-truong.ics"]
    assert "Công báo tỉnh An Lạc" in page.text, "with the source"


def test_what_is_asked_of_a_wider_role_is_shown_to_the_narrower_and_back(site: Site) -> None:
    assert "Việc hang-quy" in listed(site, "viec-can-lam/ubnd/")
    assert "Gửi hồ sơ tự chấm" in listed(site, "viec-can-lam/co-quan/"), "named in the words of a schedule"
    assert any("Dòng một" in task for task in listed(site, "viec-can-lam/doanh-nghiep/")), "what is asked of everyone"


def test_bodies_named_by_a_text_have_pages_too(site: Site) -> None:
    page = site["viec-can-lam/noi-khac/"]
    assert {"viec-can-lam/ubnd-an-lac/", "viec-can-lam/to-bao-ve-dem/"} <= set(page.links("//article//a"))
    assert "UBND tỉnh An Lạc" in page.text
    assert "Báo cáo kết quả hằng năm" in listed(site, "viec-can-lam/ubnd-an-lac/")


def test_an_expired_text_asks_nothing_any_more(site: Site) -> None:
    page = site["viec-can-lam/khu-dan-cu/trang/3/"]
    folded = [words(task) for task in page.tree.xpath("//details//li[@class='task']/h3")]
    assert sorted(folded) == ["Việc cũ", "Việc đã hẹn"] and "Hết hiệu lực" in page.text and "Lần tới" not in page.text
    calendar = (site.folder / "lich/khu-dan-cu.ics").read_text("utf-8")
    assert "Việc số 1" in calendar and "Việc cũ" not in calendar and "Việc đã hẹn" not in calendar


def test_long_lists_of_tasks_are_paged(project: Project, site: Site) -> None:
    assert [len(listed(site, f"viec-can-lam/khu-dan-cu/{page}")) for page in ("", "trang/2/", "trang/3/")] == [50, 50, MANY + 3 - 100]
    sizes = [len((project.site / f"viec-can-lam/khu-dan-cu/{page}index.html").read_bytes()) for page in ("", "trang/2/")]
    assert max(sizes) < 60_000


def test_a_rule_without_a_day_says_how_it_was_reckoned(site: Site) -> None:
    for path in ("viec-can-lam/ubnd/", "van-ban/lich-mau/"):
        assert "Lần tới 31/12/2025 Văn bản không ghi ngày; tính theo ngày cuối quý" in site[path].text
        assert "Lần tới 28/2/2026 Năm không nhuận tính ngày 28/2" in site[path].text
