"""The styles of a Word document, as far as they say how a paragraph is numbered and set."""

from __future__ import annotations

from collections.abc import Iterator

from movement.importing.word_xml import Element, W, child, number, switched_on, value


class Styles:
    """`styles.xml`."""

    def __init__(self, root: Element | None) -> None:
        self.by_id: dict[str, Element] = {}
        self.standard = ""
        self.defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        for style in root.iterfind(W + "style") if root is not None else ():
            style_id = value(style, "styleId") or ""
            self.by_id[style_id] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true", "on"):
                self.standard = style_id

    def of_paragraph(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return value(child(paragraph, "pPr", "pStyle")) or self.standard

    def chain(self, style_id: str | None) -> Iterator[tuple[str, Element]]:
        """A style and those it is based on, with their ids."""
        seen: set[str] = set()
        while style_id and style_id not in seen and style_id in self.by_id:
            seen.add(style_id)
            yield style_id, self.by_id[style_id]
            style_id = value(child(self.by_id[style_id], "basedOn"))

    def numbering(self, style_id: str) -> tuple[int | None, int, list[str]]:
        """The list that a paragraph style names, its level there, and the styles that may be tied to a level."""
        index: int | None = None
        owners = []
        for owner, style in self.chain(style_id):
            owners.append(owner)
            properties = child(style, "pPr", "numPr")
            if index is None:
                index = number(child(properties, "ilvl"))
            if (num_id := number(child(properties, "numId"))) is not None:
                return num_id, index or 0, owners
        return None, 0, owners

    def list_of(self, style_id: str) -> int | None:
        """The list that a numbering style stands for."""
        return self.numbering(style_id)[0]

    def centred(self, paragraph: Element) -> bool:
        """Whether a paragraph is set in the middle."""
        own = value(child(paragraph, "pPr", "jc"))
        inherited = (value(child(style, "pPr", "jc")) for _, style in self.chain(self.of_paragraph(paragraph)))
        return (own or next((jc for jc in inherited if jc), "")) == "center"

    def run_property(self, run: Element, paragraph_style: str, name: str) -> Element | None:
        """A property of a run: its own, its style's, its paragraph style's, the document's."""
        if (own := child(run, "rPr", name)) is not None:
            return own
        for start in (value(child(run, "rPr", "rStyle")), paragraph_style):
            for _, style in self.chain(start):
                if (found := child(style, "rPr", name)) is not None:
                    return found
        return child(self.defaults, name)

    def bold(self, run: Element, paragraph_style: str) -> bool:
        """Whether a run is bold."""
        return switched_on(self.run_property(run, paragraph_style, "b"))

    def font(self, run: Element, paragraph_style: str) -> str:
        """The font of a run's Latin letters; "" where the theme gives it."""
        fonts = self.run_property(run, paragraph_style, "rFonts")
        return value(fonts, "ascii") or value(fonts, "hAnsi") or ""
