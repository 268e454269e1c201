"""What a record may hold: one file a collection; a field is a type, a Vietnamese label, a comment, a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from movement.schema import vocabulary
from movement.schema.commendation import Commendation
from movement.schema.directive import Directive
from movement.schema.exemplar import Exemplar
from movement.schema.material import Material
from movement.schema.model import Model
from movement.schema.news import News
from movement.schema.site import Site
from movement.schema.standard import Standard


@dataclass(frozen=True, slots=True)
class Collection:
    """A kind of record: its folder, its class, its place on the site and its Vietnamese names."""

    name: str
    schema: type[Any]
    suffix: str
    path: str
    """The site path of its list, without slashes: `van-ban`."""
    title: str
    noun: str
    intro: str
    """What its list and its feed say of themselves."""
    by_year: bool = False
    """Records lie in a folder a year, on disk and in their addresses."""


COLLECTIONS = {
    collection.name: collection
    for collection in (
        Collection(
            "directives",
            Directive,
            ".md",
            "van-ban",
            "Văn bản chỉ đạo",
            "văn bản",
            "Luật, chỉ thị, thông tư, kế hoạch mà phong trào dựa vào: còn hiệu lực không, ai phải làm gì, hạn nào.",
        ),
        Collection(
            "models",
            Model,
            ".md",
            "mo-hinh",
            "Mô hình",
            "mô hình",
            "Cách làm đã được áp dụng ở nhiều nơi, kèm kết quả đã công bố, hạn chế và các bước để làm theo.",
        ),
        Collection(
            "exemplars",
            Exemplar,
            ".md",
            "dien-hinh",
            "Điển hình tiên tiến",
            "điển hình",
            "Tập thể được nêu gương trong phong trào.",
        ),
        Collection(
            "commendations",
            Commendation,
            ".yml",
            "khen-thuong",
            "Khen thưởng",
            "khen thưởng",
            "Quyết định khen thưởng tập thể, cá nhân trong phong trào; cá nhân ghi theo vai trò, đủ tên chỉ khi người đó đồng ý.",
            by_year=True,
        ),
        Collection(
            "news",
            News,
            ".md",
            "tin-tuc",
            "Tin tức",
            "tin",
            "Tin về phong trào: ra mắt mô hình, sơ kết, Ngày hội, cảnh báo.",
            by_year=True,
        ),
        Collection(
            "materials",
            Material,
            ".md",
            "tai-lieu",
            "Tài liệu tuyên truyền",
            "tài liệu",
            "Tài liệu để đọc, in, treo, đọc trên loa. Mỗi tài liệu ghi ngày kiểm tra.",
        ),
        Collection(
            "standards",
            Standard,
            ".yml",
            "tieu-chuan",
            "Tiêu chuẩn",
            "tiêu chuẩn",
            "Tiêu chuẩn để cơ quan, doanh nghiệp, nhà trường tự kiểm tra.",
        ),
    )
}

VOCABULARIES: dict[str, type[Any]] = {
    "units": vocabulary.Unit,
    "organisations": vocabulary.Organisation,
    "awards": vocabulary.Award,
    "sectors": vocabulary.Term,
    "topics": vocabulary.Term,
}

__all__ = [
    "COLLECTIONS",
    "VOCABULARIES",
    "Collection",
    "Commendation",
    "Directive",
    "Exemplar",
    "Material",
    "Model",
    "News",
    "Site",
    "Standard",
]
