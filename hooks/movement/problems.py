"""What is wrong with the data, where, and how to mend it: the only place that words it."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum


class Level(StrEnum):
    """How grave a problem is: an error stops the build, advice does not."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend; `path` is relative to the data folder's parent, line and column count from 1."""

    path: str
    line: int
    column: int
    code: str
    message: str
    level: Level = Level.ERROR

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} [{self.code}]"


# Each sentence says what was found, what is allowed and how to mend it.
MESSAGES = {
    # files
    "not-utf8": "Tệp không phải UTF-8. Hãy lưu lại tệp với bảng mã UTF-8.",
    "too-large": "Tệp lớn hơn {limit} KB. Hãy chia nhỏ hoặc chuyển phần dài thành tệp đính kèm.",
    "stray-file": "Không biết tệp này thuộc loại nào. Thư mục {folder} chỉ nhận tệp {suffix}; tên bắt đầu bằng “_” thì được bỏ qua.",
    "stray-folder": "Không có thư mục “{name}” trong mô hình dữ liệu.{hint} Các thư mục được dùng: {allowed}.",
    "missing-file": "Thiếu tệp {name}.",
    "wrong-id": "Tên tệp “{id}” không dùng làm mã được. Mã chỉ gồm chữ thường không dấu, số và gạch nối, dài nhất 80 ký tự, ví dụ “{example}”.",
    "repeated-id": "Mã “{id}” đã có ở {other}. Mỗi mã chỉ dùng một lần trong một loại.",
    "no-front-matter": "Tệp phải mở đầu bằng phần khai báo giữa hai dòng “---”.",
    "reserved-path": "Địa chỉ /{path} đã có trang khác dùng ({other}). Hãy đổi mã của bản ghi này.",
    # YAML
    "yaml": "Khai báo viết sai: {detail}. Hãy xem lại dấu hai chấm, thụt đầu dòng và dấu ngoặc kép ở quanh đây.",
    "repeated-part": "Mã “{id}” đã có ở một mục khác của bản ghi này. Mỗi mục cần một mã riêng.",
    "repeated-key": "Khóa “{key}” viết hai lần (lần đầu ở dòng {first}). Hãy giữ một.",
    "yaml-tag": "Không dùng thẻ kiểu “{tag}”. Hãy viết giá trị trần.",
    "yaml-alias": "Không dùng neo (&) và bí danh (*) của YAML. Hãy viết lại giá trị.",
    "too-deep": "Khai báo lồng nhau quá sâu.",
    "table-too-large": "Bảng có hơn {limit} ô. Hãy tách thành nhiều bảng ngắn hơn, hoặc để thành tệp đính kèm.",
    "not-a-map": "Chỗ này phải là các cặp “khóa: giá trị”.",
    "not-a-list": "Chỗ này phải là một danh sách, mỗi mục một dòng mở đầu bằng “- ”.",
    "not-text": "Chỗ này phải là chữ, không phải danh sách hay nhóm khóa.",
    # fields
    "unknown-key": "Không có khóa “{key}” ở đây.{hint} Các khóa được dùng: {allowed}.",
    "empty-unknown-key": "Không có khóa “{key}” ở đây.{hint} Nếu đây là phần sau dấu phẩy của một câu trong {{ }}, hãy đặt cả câu trong ngoặc kép.",
    "missing-key": "Thiếu khóa “{key}” ({label}).",
    "wrong-choice": "“{value}” không có trong danh sách.{hint} Các giá trị được dùng: {allowed}.",
    "wrong-date": "“{value}” không phải là ngày có thật viết dạng năm-tháng-ngày, ví dụ 2020-10-25.",
    "wrong-partial-date": "“{value}” phải là năm (2020), tháng (2020-03) hoặc ngày (2020-03-15).",
    "wrong-rule": '“{value}” phải là ngày hằng năm dạng "--11-30", hoặc quarter, month.',
    "wrong-number": "“{value}” không phải là số viết trần. Hàng nghìn viết liền (1240), phần lẻ sau dấu chấm (69.9).",
    "wrong-boolean": "“{value}” phải là true hoặc false.",
    "wrong-url": "“{value}” không phải địa chỉ web. Chỉ nhận địa chỉ mở đầu bằng https:// hoặc http://.",
    "wrong-reference": "“{value}” phải viết dạng loại/mã, ví dụ models/tieng-keng-an-ninh.",
    "wrong-file": '“{value}” phải là đường dẫn trong files/, ví dụ files/anh.jpg, không có “..” và các dấu " < > | ? * # % :.',
    "wrong-slug": "“{value}” phải là chữ thường không dấu, số và gạch nối.",
    "wrong-domain": "“{value}” không phải tên miền. Viết như toandan.example.vn, chữ thường, không có https://.",
    "wrong-site-path": "“{value}” phải là địa chỉ trong trang, mở đầu bằng “/”, ví dụ /mo-hinh/ten-cu/.",
    "too-long": "Dài {length} ký tự, nhiều nhất {limit}. Hãy rút gọn.",
    "empty": "Chỗ này không được để trống.",
    "few-choices": "Câu hỏi phải có từ hai đến tám câu trả lời.",
    "no-such-choice": "Không có câu trả lời thứ {value}. Ghi số từ 1 đến {most}.",
    # references
    "unknown-reference": "Không có “{value}” trong {collection}.{hint}",
    "draft-reference": "“{value}” còn là bản nháp nên không được dẫn tới.",
    "missing-attachment": "Không có tệp data/{value}.",
    # links of a body
    "broken-link": "Liên kết “{href}” không dẫn tới trang nào.{hint}",
    "broken-anchor": "Trang “{href}” không có mục “#{anchor}”.{hint}",
    "link-scheme": "Liên kết “{href}” không được dùng. Chỉ nhận https://, http:// và đường dẫn trong trang.",
    "unknown-clause": "Văn bản không có mục “{value}”.{hint}",
    # citations
    "unknown-citation": "“{words}” không phải văn bản nào có trên trang, nên không thành liên kết. Hãy xem lại số, hoặc thêm văn bản đó.",
    "ambiguous-citation": "“{words}” có thể là nhiều văn bản, nên không thành liên kết. Hãy ghi rõ cơ quan ban hành và ngày, hoặc tự đặt liên kết.",
    # contradictions
    "order": "{later} ({later_value}) không thể trước {earlier} ({earlier_value}).",
    "wrong-year": "Tệp nằm ở năm {folder} nhưng {label} là {value}. Hãy chuyển tệp hoặc sửa ngày.",
    "needs": "Có “{key}” thì phải có “{other}”.",
    "same-number": "Số {number} của cùng cơ quan đã có ở {other}, cùng ngày ban hành hoặc cùng chưa rõ ngày.",
    "replaced-in-force": "Văn bản này bị {other} thay thế, mà văn bản đó đang có hiệu lực: force.state không thể là in_force.",
    "force-too-early": "Kiểm tra ngày {checked} mà ghi in_force, trong khi văn bản có hiệu lực từ {starts}. Trang tính theo ngày; hãy xem lại.",
    "force-too-late": "Kiểm tra ngày {checked} mà ghi not_yet, trong khi văn bản có hiệu lực từ {starts}. Trang tính theo ngày; hãy xem lại.",
    "replaces-cycle": "Các văn bản thay thế nhau thành vòng: {cycle}.",
    "successor-cycle": "Các đơn vị kế tiếp nhau thành vòng: {cycle}.",
    "self-reference": "Bản ghi không thể dẫn tới chính nó.",
    "award-issuer": "{issuer} không có thẩm quyền tặng “{award}”. Thẩm quyền: {given_by}.",
    "award-issuer-ended": "{issuer} chỉ hoạt động đến {ends}; khen thưởng này ghi ngày {on}.",
    "award-date": "“{award}” chỉ có hiệu lực {period}; khen thưởng này ghi ngày {on}.",
    "award-recipient": "“{award}” không dành cho {kind}.",
    "award-police-only": "“{award}” chỉ dành cho lực lượng công an.",
    "award-twice": "“{name}” đã được tặng “{award}” ở {other}; hình thức này chỉ tặng một lần.",
    # privacy
    "identity-number": "Có dãy 12 chữ số giống số định danh cá nhân. Dữ liệu này không được đưa lên trang: hãy xóa.",
    "phone-number": "Có số giống số điện thoại. Số điện thoại chỉ được ghi trong site.yml: hãy xóa.",
    "email": "Có địa chỉ thư điện tử. Địa chỉ thư chỉ được ghi trong site.yml: hãy xóa.",
    "birth-date": "Có ngày sinh hoặc năm sinh của một người. Dữ liệu này không được đưa lên trang: hãy xóa.",
    "secrecy-mark": "Có dấu mật “{mark}”. Văn bản mật hoặc lưu hành nội bộ không được đưa vào kho dữ liệu: hãy gỡ ngay và báo người phụ trách.",
    "child-name": "Có họ tên một trẻ em. Trẻ em chỉ được ghi theo vai trò, ví dụ “một học sinh”: hãy xóa.",
    "image-location": "Ảnh còn ghi vị trí chụp (GPS). Hãy thêm lại ảnh bằng scripts/image.py, hoặc xóa thông tin vị trí rồi lưu lại.",
    "person-name": "Cá nhân ghi theo vai trò không được nêu họ tên. Hãy viết vai trò, ví dụ “Một nhân viên ngân hàng”.",
    "person-told": "Có tên một người. Hãy viết vai trò, ví dụ “một hộ dân”; chỉ nêu họ tên khi người đó là cá nhân có naming_basis.",
    "person-initials": "“{value}” phải là chữ cái viết tắt, ví dụ N.V.A, không dài hơn.",
    "person-basis": "Chỉ nêu họ tên khi có naming_basis (ngày đồng ý và nơi giữ). Nếu không, hãy dùng shown_as: role hoặc initials.",
    "person-shown-as": "Cá nhân phải có shown_as: role (theo vai trò), initials (chữ viết tắt) hoặc full (họ tên, khi có naming_basis).",
    "minor-shown": "Trẻ em chỉ được ghi theo vai trò (shown_as: role).",
    "minor-place": "Mục về trẻ em không được nêu trường, lớp hay xã, phường.",
    "minor-told": "Khen thưởng này có trẻ em: tên, tóm tắt, thành tích và địa bàn không được nêu trường, lớp hay xã, phường nào.",
    "informant": "Người báo tin cho công an không được ghi dưới bất cứ hình thức nào. Hãy xóa mục này.",
    # broadcasts
    "broadcast-switch": "Bản tin loa phải là lời để đọc, hoặc chữ auto để trang tự soạn.",
    "broadcast-long": "Bản tin loa đọc mất khoảng {seconds} giây. Hãy rút còn một đến hai phút.",
    "broadcast-unread": "Bản tin loa có chữ viết tắt chưa rõ cách đọc: {words}. Hãy viết đủ chữ.",
    # attachments
    "unreadable": "Không mở được tệp. Hãy xem lại quyền đọc của tệp.",
    "stray-link": "Đây là liên kết tới nơi khác hoặc tệp đặc biệt. Trong thư mục dữ liệu chỉ được có tệp thường: hãy thay bằng bản sao.",
    "same-file-name": "Tên tệp này và {other} chỉ khác nhau ở chữ hoa, chữ thường: trên Windows và USB chúng là một. Hãy đổi tên một tệp.",
    "executable-file": "Tệp này chạy được (chương trình, kịch bản hoặc trang web), dù tên là gì. Không được đưa lên trang: hãy xóa.",
    "active-file": "Tệp có macro, kịch bản hoặc tệp khác gắn bên trong. Hãy lưu lại dưới dạng không có các thứ đó, hoặc xuất ra PDF.",
    "old-office-file": "Tệp Office dạng cũ (.doc, .xls, .ppt) có thể giấu macro. Hãy lưu lại dạng .docx, .xlsx, .pptx hoặc PDF.",
    "unknown-file-kind": "Không nhận tệp {suffix}. Các dạng được nhận: {allowed}.",
    "wrong-file-content": "Nội dung tệp không phải dạng {suffix} như tên của nó. Hãy lưu lại đúng dạng.",
    "file-too-large": "Tệp lớn hơn {limit} MB. Hãy giảm dung lượng hoặc chia nhỏ.",
    "office-too-large": "Phần chữ trong tệp lớn hơn {limit} MB khi mở ra. Hãy chia nhỏ, hoặc xuất ra PDF.",
    "picture-too-large": "Ảnh lớn hơn {limit} MB hoặc có cạnh dài hơn {side} điểm ảnh. Hãy thêm lại ảnh bằng scripts/image.py để thu nhỏ.",
    "attachment-says": "Trong tệp có {what}. Hãy che hoặc xóa trước khi đưa lên.",
    # exceptions from the guards
    "allow-ended": "Ngoại lệ cho {file} đã hết hạn ngày {on}. Hãy sửa tệp đó, hoặc xem lại rồi gia hạn.",
    "allow-too-long": "Ngoại lệ cho {file} dài quá 12 tháng. Hãy ghi ngày gần hơn để còn xem lại.",
    "allow-no-file": "Không có tệp {file}. Hãy xóa ngoại lệ này.",
    # normalised on reading
    "hidden-characters": "Có ký tự ẩn (đổi chiều chữ hoặc điều khiển), đã bỏ khi đọc. Hãy xóa khỏi tệp.",
}


def problem(file: str, at: tuple[int, int], code: str, /, **words: object) -> Problem:
    """The error `code` at (line, column) of `file`, worded from MESSAGES; `words` fill the sentence."""
    return Problem(file, at[0], at[1], code, MESSAGES[code].format(**words))


def advice(file: str, at: tuple[int, int], code: str, /, **words: object) -> Problem:
    """The same, for what does not stop a build."""
    return replace(problem(file, at, code, **words), level=Level.ADVICE)


# What libyaml says, in Vietnamese.
YAML_FAULTS = {
    "mapping values are not allowed in this context": "dấu hai chấm ở chỗ không ngờ tới; chữ có dấu “: ” phải đặt trong ngoặc kép",
    "could not find expected ':'": "thiếu dấu hai chấm sau tên khóa",
    "did not find expected key": "thụt đầu dòng không đều, hoặc thiếu tên khóa",
    "did not find expected '-' indicator": "danh sách phải có “- ” ở đầu mỗi mục, thụt dòng bằng nhau",
    "did not find expected ',' or ']'": "danh sách trong [ ] thiếu dấu phẩy hoặc dấu ]",
    "did not find expected ',' or '}'": "nhóm trong { } thiếu dấu phẩy hoặc dấu }",
    "found unexpected end of stream": "ngoặc kép mở mà không đóng",
    "found character that cannot start any token": "có ký tự không được mở đầu giá trị, như dấu tab, @ hay %; hãy đặt giá trị trong ngoặc kép",
    "found undefined alias": "dấu * mở đầu giá trị bị hiểu là bí danh; hãy đặt giá trị trong ngoặc kép",
    "did not find expected alphabetic or numeric character": "dấu * hoặc & mở đầu giá trị; hãy đặt giá trị trong ngoặc kép",
    "found unknown escape character": "dấu \\ trong ngoặc kép; hãy dùng ngoặc đơn",
    "control characters are not allowed": "có ký tự điều khiển",
    "did not find expected <document start>": "có dòng nằm ngoài các khóa",
    "block sequence entries are not allowed in this context": "dấu “- ” ở chỗ không ngờ tới",
    "found a tab character that violates indentation": "thụt đầu dòng bằng phím tab; hãy dùng dấu cách",
}


def yaml_fault(problem: str | None) -> str:
    """What is wrong with a YAML text, in Vietnamese."""
    return YAML_FAULTS.get(problem or "", "không đọc được chỗ này")


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """A sentence that offers the nearest allowed word, or nothing when none is near."""
    near = difflib.get_close_matches(word, list(allowed), n=1, cutoff=0.6)
    return f" Ý bạn là “{near[0]}”?" if near else ""


def listing(words: Iterable[str], most: int = 40) -> str:
    """The allowed words in one line, cut when they are many."""
    every = list(words)
    return ", ".join(every[:most]) + (f"… (tất cả {len(every)})" if len(every) > most else "")


def as_text(problems: Sequence[Problem]) -> str:
    """One line a problem, then a line that counts them."""
    if not problems:
        return "Dữ liệu không có lỗi.\n"
    errors = sum(problem.level is Level.ERROR for problem in problems)
    return "".join(f"{problem}\n" for problem in problems) + f"{errors} lỗi, {len(problems) - errors} lời khuyên.\n"


def as_json(problems: Sequence[Problem]) -> str:
    """An array of objects with the keys of `Problem`."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=1) + "\n"
