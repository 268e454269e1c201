#!/usr/bin/env python3
"""Write a data set of any size that follows the content model, for tests and measurements; same arguments, same bytes."""

from __future__ import annotations

import json
import random
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "hooks"))

from movement.editing.command_line import command  # noqa: E402  # the core lies beside the scripts, not on the path
from movement.vietnamese import slug  # noqa: E402

# How the records of a real province divide, in hundredths.
PROPORTIONS = {"news": 30, "commendations": 25, "directives": 20, "models": 15, "materials": 6, "exemplars": 3, "standards": 1}
FIRST_DAY, LAST_DAY = date(2010, 1, 4), date(2026, 11, 20)
BODY = 440
"""Syllables of a body, as measured on real records."""

SYLLABLES = (
    "an ninh trật tự phong trào toàn dân bảo vệ tổ quốc mô hình tự quản cơ quan doanh nghiệp nhà trường khu phố thôn xóm bản làng xã "
    "phường tỉnh thành công tác tuyên truyền vận động quần chúng nhân tham gia phòng chống tội phạm tệ nạn hội ma túy lừa đảo trộm cắp "
    "cháy nổ giao thông học sinh sinh viên giáo viên phụ huynh cổng an toàn tổ đội nhóm hòa giải xung kích dân phòng tuần tra canh gác "
    "tiếng kẻng loa đài camera giám sát điện thoại mạng nhóm trao đổi thông tin nhanh kịp thời phát hiện ngăn chặn xử lý vụ việc ngay từ "
    "đầu không để xảy ra đột xuất bất ngờ gây mất ổn định chính trị đời sống kinh tế văn hóa phát triển bền vững đoàn kết gắn bó yêu "
    "thương giúp đỡ lẫn nhau già trẻ gái trai đồng lòng góp sức giữ gìn bình yên cuộc mỗi người một nét đẹp thuần phong mỹ tục quê hương "
    "rừng núi biển đảo sông hồ chợ bến xe ga tàu cảng hàng hóa sản xuất kinh doanh lao động việc làm thu nhập nghèo giàu kế hoạch chương "
    "trình nghị quyết chỉ thị hướng dẫn báo cáo sơ kết tổng kết đánh giá phân loại khen thưởng biểu dương gương điển tiến tiêu biểu xuất "
    "sắc hoàn thành nhiệm vụ trách nhiệm thẩm quyền phân cấp ủy đảng chính quyền đoàn thể mặt trận cựu chiến binh nông phụ nữ thanh niên "
    "công đoàn lực lượng nòng cốt chủ tịch trưởng phó ban thư ký ủy ngày tháng năm quý đợt lần thứ nhất hai ba bốn sáu bảy tám chín mười "
    "trăm nghìn hộ gia đình thành lập ra mắt duy trì hoạt hiệu quả thiết thực nhân rộng kinh nghiệm bài học hạn chế khó khăn vướng mắc"
).split()

Values = dict[str, object]
Made = tuple[str, Values, str]
"""The id of a record, its fields, its body."""


class Writer:
    """Makes up the records of one data set; knows what it has made so far, so that every reference leads somewhere."""

    def __init__(self, vocabularies: Path) -> None:
        def read(name: str) -> list[dict[str, str]]:
            entries: list[dict[str, str]] = yaml.load((vocabularies / f"{name}.yml").read_text("utf-8"), Loader=yaml.CBaseLoader)
            return entries

        self.units = [unit for unit in read("units") if unit["level"] == "province"]
        self.provinces = [unit for unit in self.units if "successor" not in unit and "valid_to" not in unit]
        self.sectors = [term["id"] for term in read("sectors")]
        self.topics = [term["id"] for term in read("topics")]
        self.ids: dict[str, list[str]] = {name: [] for name in PROPORTIONS}
        self.chance = random.Random()  # noqa: S311  # made-up text, not a secret

    def offices(self) -> Iterator[dict[str, str]]:
        """The two offices of each of today's provinces that issue texts and awards."""
        for unit in self.provinces:
            place = f"{unit.get('type', 'tỉnh')} {unit['name']}"
            yield {"id": f"uy-ban-nhan-dan-{unit['id']}", "name": f"Ủy ban nhân dân {place}", "kind": "state", "unit": unit["id"]}
            yield {"id": f"cong-an-cap-tinh-{unit['id']}", "name": f"Công an {place}", "kind": "police", "unit": unit["id"]}

    def record(self, collection: str, number: int) -> Made:
        """Record `number`, from 0, of a collection."""
        self.chance.seed(f"{collection} {number}")
        makers: dict[str, Callable[[int], tuple[Values, str]]] = {
            "directives": self._directive,
            "models": self._model,
            "exemplars": self._exemplar,
            "commendations": self._commendation,
            "news": self._news,
            "materials": self._material,
            "standards": self._standard,
        }
        own, body = makers[collection](number)
        published = str(own.pop("published", None) or self._day())
        record_id = f"{slug(str(own['title']))[:60].strip('-')}-{number + 1}"
        if collection == "news":
            record_id = f"{published}-{record_id}"
        common: Values = {
            "summary": self._sentence(30),
            "published": published,
            "sectors": self._some(self.sectors, 2),
            "topics": self._some(self.topics, 2),
            "units": [self.chance.choice(self.units)["id"]],
            "audiences": ["public", "school"] if number % 3 == 0 else ["public"],
            "sources": [{"title": self._title(8), "url": f"https://example.vn/{collection}/{number}", "publisher": "Báo mẫu"}],
        }
        if number % 5 == 0:
            common["changes"] = [{"on": published, "note": self._sentence(8)}]
        self.ids[collection].append(record_id)
        return record_id, {**own, **common}, body

    def _directive(self, number: int) -> tuple[Values, str]:
        signed = self._day()
        every = self.ids["directives"]
        relations = {
            name: [every[place]]
            for name, place in (("based_on", number // 2), ("implements", number // 3), ("cites", number - 1))
            if place < len(every) and (number + place) % 2 == 0
        }
        task = {
            "id": "bao-cao",
            "action": self._sentence(14),
            "assigned_to": ["co-quan", "doanh-nghiep", "nha-truong"][: 1 + number % 3],
            "clause": "dieu-2",
            "report_to": ["cong-an-tinh"],
            **({"every": "--11-30"} if number % 4 else {"due_on": (signed + timedelta(days=120)).isoformat()}),
        }
        values: Values = {
            "title": self._title(14),
            "number": f"{number + 1}/{'CT' if number % 2 else 'KH'}-UBND",
            "kind": "chi-thi" if number % 2 else "ke-hoach",
            "issuer": f"uy-ban-nhan-dan-{self._province()}",
            "signer": {"position": "Chủ tịch"},
            "signed_on": signed.isoformat(),
            "effective_note": "Văn bản không ghi ngày có hiệu lực",
            "force": {"state": ("in_force", "expired", "unknown")[number % 3], "checked_on": LAST_DAY.isoformat()},
            "text": "full",
            "tasks": [task],
        }
        if relations:
            values["relations"] = relations
        return values, self._body([f"Điều {place}. {self._title(5)}" for place in (1, 2, 3, 4)], table=number % 4 == 0)

    def _model(self, number: int) -> tuple[Values, str]:
        year = self.chance.randint(2010, 2025)
        points = [
            {
                "id": f"diem-{place}",
                "place": self._title(5),
                "unit": self.chance.choice(self.units)["id"],
                "since": f"{year}-0{place}",
                "state_of_work": self.chance.choice(("active", "paused", "unknown")),
            }
            for place in range(1, 2 + number % 4)
        ]
        figure = self.chance.randint(3, 900)
        values: Values = {
            "title": self._title(7),
            "since": str(year),
            "state_of_work": self.chance.choice(("active", "paused", "ended", "unknown")),
            "checked_on": LAST_DAY.isoformat(),
            "carries_out": self._made("directives", 2),
            "host": [f"cong-an-cap-tinh-{self._province()}"],
            "points": points,
            "teams": figure,
            "problem": self._sentence(25),
            "results": [{"measure": self._title(6), "value": figure, "unit": "điểm", "as_of": str(year + 1)}],
            "replication": {
                "prerequisites": [self._sentence(10), self._sentence(10)],
                "steps": [self._sentence(12) for _ in range(4)],
                "cost": self._sentence(8),
            },
            "caveats": self._sentence(30),
        }
        return values, self._body(["Cách làm", "Kết quả đã công bố", "Lưu ý khi làm theo"], table=number % 5 == 0)

    def _exemplar(self, number: int) -> tuple[Values, str]:
        values: Values = {
            "title": self._title(9),
            "who": {"kind": "collective", "display_name": self._title(5), "unit": self._province()},
            "models": self._made("models", 1),
            "commendations": self._made("commendations", 1),
        }
        return values, self._body(["Việc đã làm", "Kết quả"])

    def _commendation(self, number: int) -> tuple[Values, str]:
        signed = self._day()
        province = self._province()
        award, issuer, proposer = self.chance.choice(
            (
                ("bang-khen-bo-cong-an", "bo-cong-an", f"cong-an-cap-tinh-{province}"),
                ("bang-khen-ubnd-tinh", f"uy-ban-nhan-dan-{province}", f"cong-an-cap-tinh-{province}"),
                ("giay-khen-giam-doc-cong-an-tinh", f"cong-an-cap-tinh-{province}", None),
            )
        )
        recipients: list[Values] = [{"kind": "collective", "display_name": self._title(5)} for _ in range(1 + number % 3)]
        if number % 2:
            recipients.append({"kind": "individual", "display_name": "Một người dân", "shown_as": "role"})
        if number % 7 == 0:
            recipients.append({"kind": "individual", "display_name": self._initials(), "shown_as": "initials"})
        values: Values = {
            "title": self._title(12),
            "decision": {"number": f"{number + 1}/QĐ-KT", "signed_on": signed.isoformat(), "issuer": issuer},
            "award": award,
            "occasion": self.chance.choice(("regular", "thematic", "ad_hoc")),
            "achievement": self._sentence(40),
            "recipients": recipients,
            "models": self._made("models", 1),
        }
        if proposer:
            values["on_proposal_of"] = proposer
        if number % 40 == 39:
            later = signed + timedelta(days=300)
            values |= {"validity": "cancelled", "cancelled": {"on": later.isoformat(), "reason": self._sentence(8)}}
        return values, ""

    def _news(self, number: int) -> tuple[Values, str]:
        values: Values = {
            "title": self._title(12),
            "published": self._day(),
            "kind": self.chance.choice(("notice", "launch", "review", "recognition", "festival", "commendation", "warning", "contest")),
            "related": [f"models/{name}" for name in self._made("models", 1)],
        }
        return values, self._body(["Diễn biến", "Việc tiếp theo"], link=number % 3 == 0)

    def _material(self, number: int) -> tuple[Values, str]:
        kind = self.chance.choice(("poster", "leaflet", "slides", "broadcast", "quiz", "video-script"))
        values: Values = {"title": self._title(8), "kind": kind, "licence": "CC BY 4.0", "checked_on": LAST_DAY.isoformat()}
        if kind == "broadcast":
            values["broadcast"] = " ".join(self._sentence(18) for _ in range(8))
        return values, self._body(["Cần nhớ", "Cần làm"])

    def _standard(self, number: int) -> tuple[Values, str]:
        groups = [
            {
                "id": f"nhom-{group}",
                "title": self._title(5),
                "criteria": [
                    {"id": f"tieu-chi-{group}-{place}", "text": self._sentence(20), "verified": str(place % 2 == 0).lower()}
                    for place in range(1, 7)
                ],
            }
            for group in range(1, 4)
        ]
        schedule = [{"every": "--11-15", "what": self._sentence(10), "who": "Cơ quan, doanh nghiệp, nhà trường"}]
        values: Values = {
            "title": self._title(9),
            "based_on": self._made("directives", 1),
            "applies_to": ["agency", "enterprise"],
            "groups": groups,
            "schedule": schedule,
        }
        return values, ""

    def _day(self) -> date:
        return FIRST_DAY + timedelta(days=self.chance.randrange((LAST_DAY - FIRST_DAY).days + 1))

    def _province(self) -> str:
        return self.chance.choice(self.provinces)["id"]

    def _some(self, words: Sequence[str], most: int) -> list[str]:
        return sorted(self.chance.sample(words, self.chance.randint(1, most)))

    def _made(self, collection: str, most: int) -> list[str]:
        known = self.ids[collection]
        return sorted(self.chance.sample(known, min(most, len(known))))

    def _initials(self) -> str:
        return ".".join(self.chance.choices("ABCDGHLMNPQTV", k=3))

    def _title(self, length: int) -> str:
        return " ".join(self.chance.choices(SYLLABLES, k=length)).capitalize()

    def _sentence(self, length: int) -> str:
        return f"{self._title(length)}."

    def _body(self, headings: Sequence[str], table: bool = False, link: bool = False) -> str:
        """About BODY syllables under these headings, with a list, now and then a table and a link."""
        blocks = []
        share = BODY // len(headings)
        for heading in headings:
            items = "\n".join(f"- {self._sentence(12)}" for _ in range(2))
            text = " ".join(self._sentence(20) for _ in range(max(1, (share - 24) // 20)))
            blocks += [f"## {heading}", text, items]
        if table:
            rows = "\n".join(f"| {self._title(3)} | {self.chance.randint(1, 999)} |" for _ in range(4))
            blocks.append(f"| Chỉ số | Giá trị |\n| --- | --- |\n{rows}")
        if link and self.ids["models"]:
            blocks.append(f"Xem [{self._title(4)}](../../models/{self._made('models', 1)[0]}.md) và [giới thiệu](/gioi-thieu/).")
        return "\n\n".join(blocks) + "\n"


def sizes(records: int) -> dict[str, int]:
    """How many records of each collection make `records` in all; at least one of each when there are enough."""
    shares = {name: max(1, records * share // 100) for name, share in PROPORTIONS.items()}
    shares["news"] += records - sum(shares.values())
    if shares["news"] < 1:
        raise ValueError(f"a data set has at least {len(PROPORTIONS)} records")
    return shares


def generate(records: int, into: Path) -> None:
    """Write a data set of `records` records into an empty or missing folder."""
    vocabularies = into / "vocabularies"
    shutil.copytree(ROOT / "data" / "vocabularies", vocabularies)
    writer = Writer(vocabularies)
    with (vocabularies / "organisations.yml").open("a", encoding="utf-8") as stream:
        stream.writelines(f"- {json.dumps(office, ensure_ascii=False)}\n" for office in writer.offices())
    (into / "site.yml").write_text(
        "publisher: {name: Trang mẫu của phong trào, official: false, unit: viet-nam}\n"
        "hotlines:\n  - {label: Công an, value: '113', note: Khi khẩn cấp}\n"
        "takedown: {contact: Nơi tiếp nhận mẫu, answer_within: 2 ngày làm việc}\nlicence: CC BY 4.0\n",
        "utf-8",
    )
    # What is referred to is made before what refers to it.
    order = ("directives", "models", "commendations", "exemplars", "news", "materials", "standards")
    for collection in order:
        for number in range(sizes(records)[collection]):
            _write(into / collection, collection, writer.record(collection, number))


def _write(folder: Path, collection: str, made: Made) -> None:
    record_id, values, body = made
    decision = values.get("decision")
    if collection == "news":
        folder /= str(values["published"])[:4]
    elif isinstance(decision, dict):
        folder /= decision["signed_on"][:4]
    folder.mkdir(parents=True, exist_ok=True)
    fields = yaml.dump(values, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)
    if body:
        (folder / f"{record_id}.md").write_text(f"---\n{fields}---\n\n{body}", "utf-8")
    else:
        (folder / f"{record_id}.yml").write_text(fields, "utf-8")


def main(arguments: list[str] | None = None) -> int:
    """0 when the data set was written, 2 when the command was not understood."""
    parser = command("Tạo bộ dữ liệu mẫu lớn nhỏ tùy ý để thử và đo.", "Mã thoát: 0 đã ghi; 2 không hiểu lệnh.")
    parser.add_argument("--records", type=int, required=True, metavar="N", help="tổng số bản ghi")
    parser.add_argument("--into", type=Path, required=True, metavar="THƯ_MỤC", help="thư mục chưa có, nơi ghi dữ liệu")
    options = parser.parse_args(arguments)
    if options.into.exists() and any(options.into.iterdir()):
        parser.error(f"thư mục {options.into} không trống")
    if options.records < len(PROPORTIONS):
        parser.error(f"cần ít nhất {len(PROPORTIONS)} bản ghi")
    generate(options.records, options.into)
    return 0


if __name__ == "__main__":
    sys.exit(main())
