"""An invented corpus in Vietnamese syllables, and queries whose right answer is known because it was planted."""

import random
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from movement.render.search.search import SearchDocument, SearchSection
from movement.vietnamese import LETTERS, TONES, fold

_ONSETS: Final = "b c ch d đ g gi h kh l m n ng nh ph q r s t th tr v x".split()
_RIMES: Final = (
    "a ac ach ai am an ang anh ao au ay ăc ăm ăn ăng ăt âm ân âng ât âu ây e em en eo ê êm ên ênh êt i ia ich iêm iên iêng iêt iêu im in inh it "
    "o oa oai oan oang oe oi om on ong ot ô ôc ôi ôm ôn ông ôt ơ ơi ơm ơn ơt u ua uân uc ui um un ung uôc uôi uôn uông uôt uy uyên ư ưa ưc ưng "
    "ươc ươi ươm ươn ương ươt"
).split()
_STOPPED: Final = ("c", "ch", "t", "p")
_COMMON: Final = (
    "an ninh|trật tự|an toàn|phong trào|toàn dân|bảo vệ|tổ quốc|công an|cơ quan|nhà trường|doanh nghiệp|phòng cháy|chữa cháy|giao thông|tội phạm|"
    "ma tuý|mô hình|tự quản|khu dân cư|cộng đồng|tuyên truyền|vận động|nhân dân|xã hội|kế hoạch|thực hiện|báo cáo|kết quả|địa phương|cán bộ|"
    "học sinh|giáo viên|camera|chiến sĩ|tố giác|lừa đảo|không gian mạng|hoà giải|khen thưởng|điển hình|tiên tiến|hướng dẫn|chỉ đạo|kiểm tra"
).split("|")
_PROVINCES: Final = {"thanh-hoa": "Thanh Hoá", "quang-tri": "Quảng Trị", "nghe-an": "Nghệ An", "ca-mau": "Cà Mau", "da-nang": "Đà Nẵng"}
LABELS: Final = {
    "collection": {"directives": "Văn bản", "models": "Mô hình", "exemplars": "Điển hình", "news": "Tin tức"},
    "provinces": _PROVINCES,
    "sectors": {"agency": "Cơ quan", "enterprise": "Doanh nghiệp", "school": "Nhà trường"},
    "topics": {"pccc": "Phòng cháy, chữa cháy", "ma-tuy": "Phòng, chống ma tuý"},
    "state": {"in_force": "Còn hiệu lực", "expired": "Hết hiệu lực", "active": "Đang hoạt động"},
}


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody types, and the page that was meant; `limit` is the last rank that counts as found."""

    kind: str
    text: str
    url: str
    limit: int = 5


class Syllables:
    """Syllables, two-syllable words and set phrases with the frequencies of a natural language (Zipf)."""

    def __init__(self, seed: int, repetition: float = 0.5) -> None:
        chance = random.Random(seed)
        syllables = list(dict.fromkeys(_with_tone(onset + rime, chance) for onset in _ONSETS for rime in _RIMES for _ in range(2)))
        chance.shuffle(syllables)
        syllables = syllables[:2_600]
        pairs = [f"{chance.choice(syllables)} {chance.choice(syllables)}" for _ in range(5_200)]
        self.words = _COMMON + [word for two in zip(pairs, syllables * 2, strict=True) for word in two]
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))
        self._repetition = repetition
        self._phrases: list[str] = []
        self._phrases = [self.text(chance, chance.choice((2, 3, 4))) for _ in range(4_000)]

    def text(self, chance: random.Random, count: int) -> str:
        """About `count` words; a part of them come as set phrases, as administrative prose has them."""
        words: list[str] = []
        while len(words) < count:
            if self._phrases and chance.random() < self._repetition / 3:
                words += chance.choice(self._phrases).split(" ")[: 2 * (count - len(words))]
            else:
                words.append(self.words[bisect(self._weights, chance.random() * self._weights[-1])])
        return " ".join(words)

    def rare(self, chance: random.Random, count: int) -> str:
        return " ".join(chance.choice(self.words) for _ in range(count))


def _with_tone(syllable: str, chance: random.Random) -> str:
    """A tone that the syllable can carry: before a stop, only sắc and nặng."""
    tone = chance.choice(TONES[3:] if syllable.endswith(_STOPPED) else ("", *TONES))
    vowels = [place for place, letter in enumerate(syllable) if letter in "aăâeêioôơuưy"]
    place = vowels[-1] if not syllable.endswith(("a", "i", "u", "o")) or len(vowels) == 1 else vowels[-2]
    return unicodedata.normalize("NFC", syllable[: place + 1] + tone + syllable[place + 1 :])


def documents(count: int, seed: int = 7) -> Iterator[SearchDocument]:
    """`count` pages of about 440 syllables; every tenth is a directive with clauses, every ninth has a twin in another accent."""
    syllables = Syllables(seed)
    chance = random.Random(seed + 1)
    for number in range(count):
        title = f"{syllables.rare(chance, 3)} {syllables.text(chance, 2)}"
        yield _document(number, title[0].upper() + title[1:], syllables, chance)


def _document(number: int, title: str, syllables: Syllables, chance: random.Random) -> SearchDocument:
    directive = number % 10 == 0
    year = 2005 + number % 21
    collection = "directives" if directive else chance.choice(("models", "exemplars", "news"))
    province = chance.choice(list(_PROVINCES))
    sections = [SearchSection("", "", syllables.text(chance, 60))]
    for clause in range(1, 5):
        anchor, heading = (f"dieu-{clause}", f"Điều {clause}. ") if directive else (f"muc-{clause}", "")
        sections.append(SearchSection(anchor, heading + syllables.text(chance, 3).capitalize(), syllables.text(chance, 60)))
    return SearchDocument(
        url=f"{'van-ban' if directive else 'mo-hinh'}/trang-{number}/",
        title=title,
        summary=syllables.text(chance, 15),
        number=f"{number // 10 + 1:02}/{year}/{chance.choice(('TT-BCA', 'NĐ-CP', 'QĐ-UBND'))}" if directive else "",
        names=f"Xã {syllables.rare(chance, 1).title()} · {_PROVINCES[province]}",
        sections=tuple(sections),
        collection=collection,
        sectors=(chance.choice(list(LABELS["sectors"])),),
        topics=(chance.choice(list(LABELS["topics"])),),
        provinces=(province,),
        year=year,
        state=chance.choice(("in_force", "expired")) if directive else "active",
        rank_date=f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}",
    )


def with_twins(pages: list[SearchDocument], seed: int = 7) -> list[SearchDocument]:
    """The pages, and for every ninth one more whose title has the same letters and other tones."""
    chance = random.Random(seed + 2)
    twins = [
        replace(page, url=page.url.replace("trang", "ban-sao"), number="", title=_other_tones(page.title, chance)) for page in pages[::9]
    ]
    return pages + twins


def _other_tones(text: str, chance: random.Random) -> str:
    """The same letters, one tone changed in every second word."""
    words = text.split(" ")
    for place in range(0, len(words), 2):
        bare = unicodedata.normalize("NFC", without_tones(words[place]))
        options = {_with_tone(bare.lower(), chance) for _ in range(8)} - {words[place].lower()}
        words[place] = min(options) if options and any(letter in "aeiouyăâêôơư" for letter in bare.lower()) else words[place]
    return " ".join(words)


def without_tones(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(char for char in unicodedata.normalize("NFD", text) if char not in TONES))


def half_accented(text: str) -> str:
    return " ".join(word if place % 2 else fold(word) for place, word in enumerate(text.split()))


def hoi_for_nga(text: str) -> str:
    swapped = {"\u0309": "\u0303", "\u0303": "\u0309"}
    return unicodedata.normalize("NFC", "".join(swapped.get(char, char) for char in unicodedata.normalize("NFD", text)))


def d_for_stroke(text: str) -> str:
    return text.replace("đ", "d").replace("Đ", "D")


def old_tone_place(text: str) -> str:
    """hoà → hòa, thuý → thúy: the tone one vowel further left, where the two usages differ."""
    for pair in ("oa", "oe", "uy"):
        for tone in TONES:
            new = unicodedata.normalize("NFC", pair + tone)
            text = text.replace(new, unicodedata.normalize("NFC", pair[0] + tone + pair[1]))
    return text


def shuffled(text: str, chance: random.Random) -> str:
    words = text.split()
    chance.shuffle(words)
    return " ".join(words)


_TITLE_FORMS: Final[dict[str, Callable[[str], str]]] = {
    "tiêu đề, đủ dấu": str,
    "tiêu đề, không dấu": fold,
    "tiêu đề, CHỮ HOA": str.upper,
    "tiêu đề, NFD": lambda text: unicodedata.normalize("NFD", text),
    "tiêu đề, nửa dấu": half_accented,
    "tiêu đề, thiếu thanh": without_tones,
    "tiêu đề, d thay đ": d_for_stroke,
    "tiêu đề, Ð U+00D0": lambda text: text.replace("đ", "ð").replace("Đ", "Ð"),
    "tiêu đề, hỏi lẫn ngã": hoi_for_nga,
    "tiêu đề, dấu kiểu cũ": old_tone_place,
    "tiêu đề, dấu câu thừa": lambda text: f"  {text.replace(' ', ',  ')}?! ",
    "tiêu đề, trong ngoặc kép": lambda text: f'"{text}"',
    "tiêu đề, thiếu hai chữ đầu": lambda text: " ".join(text.split()[2:]),
}
_NUMBER_FORMS: Final[dict[str, Callable[[str], str]]] = {
    "số hiệu, đúng": str,
    "số hiệu, chữ thường, dấu cách": lambda number: fold(number).replace("/", " ").replace("-", " "),
    "số hiệu, không có số 0 đầu": lambda number: number.lstrip("0"),
    "số hiệu, viết liền": lambda number: fold(number).replace("-", ""),
    "số hiệu, bỏ năm": lambda number: "/".join(number.split("/")[::2]),
    "số hiệu, có chữ số": lambda number: f"so {number}",
    "số hiệu, loại văn bản": lambda number: f"{_kind(number)} {number.split('/')[0]}/{number.split('/')[1]}",
}


def _kind(number: str) -> str:
    return {"TT": "thong tu", "NĐ": "nghi dinh", "QĐ": "quyet dinh"}[number.split("/")[2][:2]]


def queries(pages: list[SearchDocument], each: int = 4, seed: int = 11) -> Iterator[Query]:
    """At least 25 kinds, `each` queries of every kind, the pages drawn by chance."""
    chance = random.Random(seed)
    originals = [page for page in pages if "ban-sao" not in page.url]
    directives = [page for page in originals if page.number]
    twinned = originals[::9]
    single = [page for place, page in enumerate(originals) if place % 9]
    for kind, form in _TITLE_FORMS.items():
        for page in chance.sample(single, each):
            yield Query(kind, form(page.title), page.url)
    for kind, form in _NUMBER_FORMS.items():
        for page in chance.sample(directives, min(each, len(directives))):
            yield Query(kind, form(page.number), page.url)
    for page in chance.sample(single, each):
        yield Query("tiêu đề, đảo chữ", shuffled(page.title, chance), page.url)
        yield Query("tiêu đề, chữ cuối bỏ dở", _unfinished(page.title), page.url)
        yield Query("tiêu đề, không dấu, bỏ dở", _unfinished(fold(page.title)), page.url)
        yield Query("tên xã và tiêu đề", f"{page.names.split(' · ')[0]} {' '.join(page.title.split()[:3])}", page.url)
    for page in chance.sample(twinned, min(each, len(twinned))):
        yield Query("khác nhau chỉ ở dấu", page.title, page.url, limit=1)
        yield Query("bản sao khác dấu", next(p.title for p in pages if p.url == page.url.replace("trang", "ban-sao")),
                    page.url.replace("trang", "ban-sao"), limit=1)  # fmt: skip
    yield from _body_queries(single, chance, each)


def _unfinished(text: str) -> str:
    return text[:-1] if len(text.split()[-1]) > 2 else text


def _body_queries(pages: list[SearchDocument], chance: random.Random, each: int) -> Iterator[Query]:
    """Windows of bodies that stand in one page only, also without accents."""
    bodies = [" | ".join(fold(part) for section in page.sections for part in (section.heading, section.text)) for page in pages]
    forms: dict[str, Callable[[str], str]] = {
        "thân bài, đủ dấu": str,
        "thân bài, không dấu": fold,
        "thân bài, nửa dấu": half_accented,
        "thân bài, trong ngoặc kép": lambda text: f'"{text}"',
    }
    for kind, form in forms.items():
        drawn = 0
        while drawn < each:
            page = chance.choice(pages)
            words = chance.choice(page.sections).text.split()
            start = chance.randrange(len(words) - 6)
            window = " ".join(words[start : start + chance.choice((5, 6))])
            if sum(fold(window) in body for body in bodies) == 1:
                drawn += 1
                yield Query(kind, form(window), page.url)


__all__ = ["LABELS", "LETTERS", "Query", "documents", "queries", "with_twins"]
