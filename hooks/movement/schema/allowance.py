"""Exceptions from the guards before publication: `_allow.yml`."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import Choice, Date, Text, about, schema


class Guard(Choice):
    """The guards that a person may overrule for one text of one file."""

    IDENTITY_NUMBER = "identity-number", "Dãy số giống số định danh"
    PHONE_NUMBER = "phone-number", "Số giống số điện thoại"
    EMAIL = "email", "Địa chỉ thư điện tử"
    BIRTH_DATE = "birth-date", "Chữ giống ngày sinh"
    CHILD_NAME = "child-name", "Chữ giống tên trẻ em"
    SECRECY_MARK = "secrecy-mark", "Chữ giống dấu mật"


@schema
class Allowance:
    """One text that a guard stops, and that a person says may stand."""

    file: Annotated[Text, about("Tệp", "Đường dẫn trong thư mục dữ liệu", "models/tieng-keng-an-ninh.md")]
    guard: Annotated[Guard, about("Loại kiểm tra", "Mã trong ngoặc vuông ở cuối lời báo lỗi", "phone-number")]
    text: Annotated[Text, about("Chữ được để lại", "Đúng như viết trong tệp", '"1900 1234"')]
    reason: Annotated[Text, about("Lý do", "Vì sao được công bố, ai quyết định", "Tổng đài công khai của cơ quan")]
    until: Annotated[Date, about("Đến hết ngày", "Xem lại vào ngày này; quá hạn là lỗi; nhiều nhất 12 tháng", "2027-11-22")]
