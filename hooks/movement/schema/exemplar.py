"""Exemplars: điển hình tiên tiến, a unit, or a person shown by role, held up as an example."""

from __future__ import annotations

from typing import Annotated

from movement.schema.base import Commendation, Common, Model, Organisation, Text, Unit, about, schema
from movement.schema.commendation import RecipientKind, ShownAs


@schema
class Who:
    """The exemplary unit or person."""

    kind: Annotated[RecipientKind, about("Tập thể hay cá nhân")]
    display_name: Annotated[Text, about("Tên hiển thị")]
    shown_as: Annotated[ShownAs | None, about("Cách hiển thị")] = None
    organisation: Annotated[Organisation | None, about("Cơ quan, tổ chức")] = None
    unit: Annotated[Unit | None, about("Địa bàn")] = None


@schema
class Exemplar(Common):
    """A unit or a person held up as an example."""

    who: Annotated[Who, about("Ai")]
    models: Annotated[tuple[Model, ...], about("Mô hình")] = ()
    commendations: Annotated[tuple[Commendation, ...], about("Khen thưởng")] = ()
