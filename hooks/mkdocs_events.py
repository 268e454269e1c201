"""The site engine's events, each one a call of a plain function of the core; the only file that imports mkdocs."""

from __future__ import annotations

import gc
import logging
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Literal

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from movement import edition, inventory, pipeline
from movement.addresses import ROOT
from movement.edition import Edition
from movement.examined import Examined, Settings, build_date
from movement.load import digest_of
from movement.preview import Preview
from movement.problems import Level, Problem
from movement.publish import Publication, ledger_of
from movement.render import layout, plumbing
from movement.render.cms import cms
from movement.render.layout import Layout
from movement.render.offline import offline
from movement.render.templates import keep_compiled
from movement.render.texts.prose import heading_anchor
from movement.vietnamese import date_text

log = logging.getLogger("mkdocs.movement")

PLACES = {
    f"{folder}{path.rstrip('/') or 'index'}.md": f"{path}{star}"
    for path in (*inventory.SECTIONS, *offline.SECTIONS)
    for folder, star in (("", ""), (f"{layout.FOLDER}/", "*"))
}
"""The layout pages: the one in the menu is for the page of its own path, the one far away for all below it."""
ALIGNMENT = re.compile(r'style="text-align: (left|center|right);"')
"""How Python-Markdown aligns the cells of a table; the content security policy allows no inline style."""
ROOT_LINK = re.compile(r'((?:href|src)=")/(?!/)([^"#]*)')


class _Needed(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line of the engine's log is worth showing, or would only worry editors."""
        said = str(record.msg)
        # Layout pages are skipped on purpose; and where the data are wrong, the server is not stuck, as the engine then says.
        return "Page skipped:" not in said and not (preview and preview.problems and "An error happened during the rebuild." in said)


for _name in ("mkdocs.commands.build", "mkdocs.livereload"):
    logging.getLogger(_name).addFilter(_Needed())


serving = False
"""Whether the command is to serve a preview, from its first build on."""
preview: Preview | None = None
"""The preview that later builds are for; all that outlives a build."""


class Build:
    """What one build carries from event to event; made anew by on_config, so that nothing outlives a build."""

    def __init__(self, examined: Examined, publication: Publication) -> None:
        self.examined = examined
        self.publication = publication
        self.where = examined.where
        self.layouts: dict[str, Layout] = {}

    def mark(self, name: str) -> str:
        """The marker of a value on the layout pages."""
        return layout.marker(name, self.examined.catalogue.settings_digest)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """What the engine is asked to do."""
    global serving  # noqa: PLW0603  # said once, before every build
    serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the data; let the engine write aside."""
    try:
        examined = pipeline.examine(_settings(config), preview.memory if preview else None)
    except ValueError as error:
        raise PluginError(str(error)) from error
    if examined.errors or examined.library is None:
        _stop(pipeline.check(examined.settings))
    assert examined.library is not None
    _report([problem for problem in examined.problems if problem.level is Level.ADVICE])
    site = Path(config.site_dir)
    cache = examined.settings.cache
    publication = Publication(site, site.with_name(f".{site.name}.aside"), ledger_of(cache, site) if cache else None)
    config.site_dir = str(publication.aside)
    config.extra["movement"] = Build(examined, publication)
    settings = examined.library.site
    # A page opened from a folder has no origin that 'self' could name.
    own = "'self' file:" if examined.settings.edition else "'self'"
    config.extra["content_policy"] = plumbing.content_policy(examined.settings.templates, own, any_inline=serving)
    config.extra["share_card"] = examined.where.site_url + inventory.share_cards_of(examined).site.path
    if examined.settings.edition:
        _go_offline(config, examined.settings.edition, examined.library.day)
    config.extra.update(publisher=settings.publisher, hotlines=settings.hotlines, takedown=settings.takedown)
    config.mdx_configs["toc"] = {**config.mdx_configs.get("toc", {}), "slugify": lambda title, _: heading_anchor(title)}
    return config


def _go_offline(config: MkDocsConfig, chosen: Edition, day: date) -> None:
    """Flat files, because no server looks for an index.html; the menu without what needs the internet; the edition's own pages in it."""
    config.use_directory_urls = False
    config.edit_uri = config.repo_url = None
    config.extra["edition"] = {"name": chosen.name, "date": date_text(day)}
    absent = {f"{path.rstrip('/')}.md" for path in offline.ONLINE_ONLY}
    assert config.nav is not None
    for section in config.nav:
        for name, pages in section.items():
            if isinstance(pages, list):
                section[name] = [page for page in pages if not absent & set(page.values())]
    config.nav.append({offline.MENU: [{title: f"{path.rstrip('/')}.md"} for path, title in offline.SECTIONS.items()]})


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give the engine one layout page for each section of the menu, and one far from the root for its records."""
    absent = offline.ONLINE_ONLY if _build(config).examined.settings.edition else tuple(offline.SECTIONS)
    for source, place in PLACES.items():
        if place.rstrip("*") in absent:
            continue
        inclusion = InclusionLevel.NOT_IN_NAV if source.startswith(layout.FOLDER) else InclusionLevel.INCLUDED
        files.append(File.generated(config, source, content="", inclusion=inclusion))
    # Editors work online: an edition on a stick is for reading. What lies beside the templates of a stick, its packer takes.
    unwanted = (offline.TEMPLATES,) if config.use_directory_urls else (offline.TEMPLATES, cms.PATH)
    for file in [file for file in files if file.src_uri.startswith(unwanted)]:
        files.remove(file)
    for path in config.extra_css:
        if sheet := files.get_file_from_path(str(path)):
            files.remove(sheet)
            files.append(File.generated(config, sheet.src_uri, content=plumbing.for_phones(sheet.content_string)))
    return files


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Keep the engine's templates compiled, as the core's are."""
    if cache := _build(config).examined.settings.cache:
        keep_compiled(env, cache / "engine-compiled")
    return env


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """A record's layout stands in the menu where the list of its collection stands."""
    for source in PLACES:
        listed = files.get_file_from_path(source.removeprefix(f"{layout.FOLDER}/"))
        file = files.get_file_from_path(source)
        if file and listed and listed.page and file is not listed:
            Page(None, file, config).parent = listed.page.parent
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put markers where a layout page's own values would stand."""
    place = _place(page)
    if place is not None:
        mark = _build(config).mark
        page.meta = {
            "movement_layout": True,
            "movement_section": place.rstrip("*"),
            "title": mark("title"),
            "movement_heading": mark("heading"),
            "movement_kind": mark("kind"),
            "movement_card": mark("card"),
            "description": mark("description"),
            "movement_head": mark("head"),
            "movement_article": mark("article"),
            "movement_toc": mark("toc"),
            "movement_edit": mark("edit"),
        }
        return ""
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links from the root, as hand-written pages have them, become relative, so that they work in any folder."""
    build = _build(config)
    if _place(page) is not None:
        page.canonical_url = build.mark("canonical")
        page.edit_url = None
        return build.mark("content")
    to_root = _to_root(page)
    html = ALIGNMENT.sub(r'class="align-\1"', html).replace(" />", ">")
    html = ROOT_LINK.sub(lambda match: match[1] + build.where.link(match[2]), html)
    if left_out := inventory.left_out(build.examined):
        page.canonical_url = build.where.absolute(page.url.removesuffix(".html") + "/")
        html = left_out.as_text(html)
    return html.replace(ROOT, to_root)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep the layouts; they are no pages of the site."""
    place = _place(page)
    if place is not None:
        build = _build(config)
        build.layouts[place] = Layout.cut(output, _to_root(page), build.examined.catalogue.settings_digest)
        return ""
    return layout.without_line_ends(output)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The page for lost readers ends its lines as the others do."""
    return layout.without_line_ends(output)


def on_post_build(config: MkDocsConfig) -> None:
    """Render the records, check every link, swap everything in."""
    build = _build(config)
    problems = pipeline.build(build.examined, build.layouts, build.publication, _show if preview else None)
    if preview:
        preview.memory = build.examined.memory
    if problems:
        build.publication.discard()
        _stop(problems)
    # The engine's own compressed sitemap carries the clock and knows no records.
    useless = offline.USELESS if build.examined.settings.edition else ("sitemap.xml.gz",)
    for path in (path for pattern in useless for path in build.publication.aside.glob(pattern)):
        path.unlink()
    if config.strict and _warned():
        # The engine is about to stop: what is published stays as it is.
        build.publication.discard()
        return
    changed = build.publication.swap()
    log.info("Đã đăng %d tệp thay đổi vào %s", changed, build.publication.site)


def _show() -> None:
    assert preview is not None
    preview.show()
    log.info("Trang vừa sửa đã xem được; đang dựng các trang khác")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """From now on there is a preview."""
    global preview  # noqa: PLW0603  # the server outlives every build
    preview = Preview(server)
    return server


def on_shutdown() -> None:
    """The process ends: Python need not look through all that the build has made for cycles once more."""
    gc.freeze()


def _settings(config: MkDocsConfig) -> Settings:
    folder = Path(config.config_file_path).resolve().parent
    data = folder / os.environ.get("DATA_DIR", "data")
    edit = config.edit_uri or ""
    chosen = edition.from_environment()
    edit_base = f"{(config.repo_url or '').rstrip('/')}/{edit.removesuffix('docs/')}" if config.repo_url and edit and not chosen else ""
    return Settings(
        data=data,
        docs=Path(config.docs_dir),
        templates=folder / "overrides",
        cache=folder / os.environ.get("CACHE_DIR", ".cache") / digest_of(str(data.resolve()).encode()),
        site_url=(config.site_url or "/").rstrip("/") + "/",
        site_name=config.site_name,
        edit_base=edit_base,
        edition=chosen,
        today=build_date(),
        hosting=None if chosen else cms.hosting_of(config.repo_url or "", edit, folder, data, os.environ.get("CMS_SIGN_IN", "")),
    )


def _build(config: MkDocsConfig) -> Build:
    build = config.extra["movement"]
    assert isinstance(build, Build)
    return build


def _to_root(page: Page) -> str:
    """The way from a page of the engine to the site's root: `../../`."""
    return "../" * page.file.dest_uri.count("/") or "./"


def _place(page: Page) -> str | None:
    return PLACES.get(page.file.src_uri)


def _warned() -> bool:
    handlers = logging.getLogger("mkdocs").handlers
    return any(handler.get_counts() for handler in handlers if isinstance(handler, CountHandler))


def _report(problems: list[Problem]) -> None:
    for problem in problems:
        (log.info if problem.level is Level.ADVICE else log.error)("%s", problem)


def _stop(problems: list[Problem]) -> None:
    _report(problems)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if preview:
        preview.tell(errors)
    raise PluginError(f"Dữ liệu có {len(errors)} lỗi; trang đã đăng giữ nguyên.")
