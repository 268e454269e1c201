"""Exemplars: điển hình tiên tiến, a unit, or a person shown by role, held up as an example."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import Commendation, Common, Model, Organisation, Text, Unit, about, schema
from movement.schema.commendation import RecipientKind, ShownAs


@schema
class Who:
    """The exemplary unit or person."""

    kind: Annotated[RecipientKind, about("Tập thể hay cá nhân", eg="collective")]
    display_name: Annotated[Text, about("Tên hiển thị", "Cá nhân chỉ ghi vai trò, ví dụ Một trưởng thôn", "Nhân dân và cán bộ thôn Mẫu")]
    shown_as: Annotated[ShownAs | None, about("Cách hiển thị", "Không ghi thì cá nhân hiện theo vai trò", "role", rare=True)] = None
    organisation: Annotated[Organisation | None, about("Cơ quan, tổ chức", "Khi có trong danh mục", "bo-cong-an", rare=True)] = None
    unit: Annotated[Unit | None, about("Địa bàn", "Đơn vị hành chính vào thời điểm của sự việc", "lao-cai-cu")] = None


@schema
class Exemplar(Common):
    """A unit or a person held up as an example."""

    who: Annotated[Who, about("Ai", "Tập thể, hoặc một người ghi theo vai trò")]
    models: Annotated[tuple[Model, ...], about("Mô hình", "Mô hình đã làm", "[tieng-keng-an-ninh]")] = ()
    commendations: Annotated[
        tuple[Commendation, ...],
        about("Khen thưởng", "Khen thưởng đã nhận; chỉ mã, không ghi năm", "[benh-vien-mat-tay-nguyen-bang-khen-bo-cong-an]"),
    ] = ()
