"""The templates of the core: one Jinja environment in which all text is escaped, and what templates may ask for."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import compiler, nodes
from markupsafe import Markup

from movement.addresses import Addresses
from movement.law.clause_names import said
from movement.link import Library
from movement.recurrence import RECKONED
from movement.render import facts
from movement.render.texts import pictures
from movement.validate import schema_of
from movement.vietnamese import date_text, number_text


class _Environment(jinja2.Environment):
    """All templates share one plain dictionary of globals: to copy Jinja's chained one for every drawing took a tenth of it."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template that is given no others."""
        return {**self.globals, **d} if d else self.globals


class _NothingBeforehand(compiler.CodeGenerator):
    """Works no value into a compiled template: what `{{ "" | link }}` gives, the settings of the build that draws it say."""

    def _output_child_to_const(self, node: nodes.Expr, frame: compiler.Frame, finalize: compiler.CodeGenerator._FinalizeInfo) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


def keep_compiled(env: jinja2.Environment, folder: Path) -> None:
    """Keep the templates of an environment compiled in a folder, by their text alone: builds of every edition share them."""
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(folder))
    env.optimized = False
    env.code_generator_class = _NothingBeforehand


def environment(folder: Path, library: Library, where: Addresses, data: Path, cache: Path | None = None) -> jinja2.Environment:
    """The templates of `folder`, kept compiled below `cache`; undefined names are errors, so that a misspelt one is seen at once."""
    env = _Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        # A build reads each template once; templates that change while a preview runs are seen by its next build.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    if cache:
        keep_compiled(env, cache / "compiled")
    env.filters |= {
        "card_html": DrawnOnce(env, "partials/card.html", "card"),
        "honour_html": DrawnOnce(env, "partials/honour-row.html", "row"),
        "honour_line_html": DrawnOnce(env, "partials/honour-line.html", "row"),
        "honour_card_html": DrawnOnce(env, "partials/honour-card.html", "card"),
        "date": date_text,
        "partial_date": facts.partial_date_text,
        "number": number_text,
        "rule": facts.rule_text,
        "role": lambda role: facts.role_text(library, role),
        "link": lambda path: _link(where, path),
        "clause": said,
        "reckoned": lambda rule: RECKONED.get(rule, ""),
        "label": lambda value, name: facts.field_label(schema_of(value), name),
    }
    env.globals |= {
        "site": library.site,
        "facts": FactRows(env, library),
        "organisation": lambda name: facts.reference(library, "organisations", name),
        "province": lambda unit: _province(library, unit),
        "file_of": lambda path: DataFile.read(data / path),
        "picture_of": lambda path: pictures.read(data, path) if where.folders else None,
        "picture_sources": lambda picture: Markup(pictures.sources(picture, where)),
        "reference": lambda collection, name: facts.reference(library, collection, name),
    }
    return env


def _link(where: Addresses, path: str) -> str:
    """A site path as a link from anywhere; a web address as it is. Site paths hold no markup."""
    if path.startswith(("http://", "https://")):
        return path
    page, _, anchor = path.partition("#")
    return Markup(where.link(page, anchor))


def rendered(html: str) -> Markup:
    """HTML that prose.py rendered, which lets no markup of an editor through, as a template takes it."""
    return Markup(html)


MOST_DRAWN = 16_384
"""Drawn pieces of a kind that are kept while lists are drawn: many lists share them."""
MOST_FACTS = 1024
"""Drawn facts that are kept: those that many records share."""


class DrawnOnce:
    """A filter that draws `template` with a value called `name`; what was drawn lately is not drawn again."""

    def __init__(self, env: jinja2.Environment, template: str, name: str) -> None:
        @lru_cache(maxsize=MOST_DRAWN)
        def drawn(value: Hashable) -> bytes:
            # As bytes: as text, Vietnamese takes more memory.
            return env.get_template(template).render({name: value}).encode()

        self._drawn = drawn
        self.forget = drawn.cache_clear

    def __call__(self, value: Hashable) -> Markup:
        """The piece of a value."""
        return Markup(self._drawn(value).decode())  # escaped by the template


class FactRows:
    """The named fields of a value as rows of a fact list; a field with a value that was drawn lately is not drawn again."""

    def __init__(self, env: jinja2.Environment, library: Library) -> None:
        self.template = env.get_template("partials/fact.html")
        self.library = library
        self.drawn: dict[tuple[str, object], Markup] = {}

    def __call__(self, data: object, *names: str, texts: Mapping[str, Markup] | None = None) -> Markup:
        """The rows, in the order of the names; fields without a value have none. `texts` are fields with links in them."""
        return Markup().join(self._row(data, name, texts or {}) for name in names)

    def _row(self, data: object, name: str, texts: Mapping[str, Markup]) -> Markup:
        value = getattr(data, name)
        if isinstance(value, str) and value in texts:
            fact = facts.Fact(facts.field_label(schema_of(data), name), (facts.Value(texts[value]),))
            return Markup(self.template.render(fact=fact))  # escaped by the template
        if value is None or value == () or value == "":
            return Markup()
        key = (f"{type(data).__name__}.{name}", value)
        row = self.drawn.get(key)
        if row is None:
            if len(self.drawn) >= MOST_FACTS:
                self.drawn.clear()
            fact = facts.fact_of(self.library, data, name)
            row = self.drawn[key] = Markup(self.template.render(fact=fact))  # escaped by the template
        return row


def _province(library: Library, unit: str) -> facts.Value | None:
    province = library.province(unit)
    return facts.Value(province.full_name, f"dia-ban/{province.id}/") if province else None


@dataclass(frozen=True, slots=True)
class DataFile:
    """What a page says of a file it offers."""

    size: str
    sha256: str

    @classmethod
    def read(cls, path: Path) -> DataFile:
        """The size in words and the SHA-256 of a file, as readers get it."""
        content = pictures.as_published(path)
        return cls(f"{number_text(round(len(content) / 1024, 1))} KB", hashlib.sha256(content).hexdigest())
