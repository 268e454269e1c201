"""What machines read of a page: JSON-LD in schema.org's terms, Open Graph, and the feeds it announces."""

from __future__ import annotations

from typing import Any

from movement.record import Record
from movement.render.cards import Card
from movement.render.drawing import Studio
from movement.render.layout import escape, json_script
from movement.schema.directive import ForceState

TYPES = {
    "directives": "Legislation",
    "models": "CreativeWork",
    "exemplars": "Article",
    "commendations": "Article",
    "news": "NewsArticle",
    "materials": "CreativeWork",
    "standards": "CreativeWork",
}
FORCE = {
    ForceState.IN_FORCE: "https://schema.org/InForce",
    ForceState.PARTLY_EXPIRED: "https://schema.org/PartiallyInForce",
    ForceState.EXPIRED: "https://schema.org/NotInForce",
    ForceState.NOT_YET: "https://schema.org/NotInForce",
}


def head_of(studio: Studio, record: Record, card: Card) -> str:
    """The head elements of a record's page."""
    address = studio.where.absolute(record.path)
    return open_graph(studio, "article", record.data.title, card.summary, address) + _json_ld(studio, record, card, address)


def open_graph(studio: Studio, kind: str, title: str, summary: str, address: str) -> str:
    """Open Graph elements. Source: https://ogp.me/."""
    values = {
        "og:type": kind,
        "og:title": title,
        "og:description": summary or title,
        "og:url": address,
        "og:site_name": studio.site_name,
        "og:locale": "vi_VN",
    }
    return "".join(f'<meta property="{name}" content="{escape(value)}">' for name, value in values.items())


def _json_ld(studio: Studio, record: Record, card: Card, address: str) -> str:
    data = record.data
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES[record.collection],
        "@id": address,
        "name": data.title,
        "headline": data.title[:110],
        "description": card.summary or None,
        "inLanguage": "vi",
        "url": address,
        "datePublished": data.published.isoformat() if data.published else None,
        "dateModified": data.updated.isoformat() if data.updated else None,
        "license": "https://creativecommons.org/licenses/by/4.0/" if studio.library.site.licence == "CC BY 4.0" else None,
        "isBasedOn": [source.url for source in data.sources] or None,
        "publisher": {"@type": "Organization", "name": studio.library.site.publisher.name},
        **(_legislation(studio, data) if record.collection == "directives" else {}),
    }
    crumbs = {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": studio.where.absolute(path)}
            for place, (name, path) in enumerate(
                (("Trang chủ", ""), (record.kind.title, f"{record.kind.path}/"), (data.title, record.path)), 1
            )
        ],
    }
    known = {name: value for name, value in about.items() if value is not None}
    return f'<script type="application/ld+json">{json_script([known, crumbs])}</script>'


def _legislation(studio: Studio, data: Any) -> dict[str, Any]:
    issuer = studio.library.vocabularies["organisations"].get(data.issuer)
    return {
        "legislationIdentifier": data.number,
        "legislationType": data.kind.label,
        "legislationDate": data.signed_on.isoformat() if data.signed_on else None,
        "legislationLegalForce": FORCE.get(data.force.state),
        "legislationPassedBy": {"@type": "Organization", "name": issuer.name} if issuer else None,
    }
