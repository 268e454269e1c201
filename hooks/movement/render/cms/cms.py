"""The content manager at /admin/: its page and its configuration, made from the schema classes and the address of the repository."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from movement.publish import Output
from movement.render.cms.advice import advice
from movement.render.cms.fields import Widget, body, form, keys
from movement.render.drawing import Studio
from movement.schema import COLLECTIONS, VOCABULARIES, Collection, Site

PATH = "admin/"
FILES = (f"{PATH}index.html", f"{PATH}config.yml")
PROXY = "http://localhost:8081"
"""Where decap-server listens on an editor's own machine: https://decapcms.org/docs/working-with-a-local-git-repository/."""
VOCABULARY_NAMES = {
    "units": "Đơn vị hành chính",
    "organisations": "Cơ quan, tổ chức",
    "awards": "Danh hiệu, hình thức khen thưởng",
    "sectors": "Lĩnh vực",
    "topics": "Chủ đề",
}
LARGEST_UPLOAD = 5_000_000
"""In bytes; decap refuses larger files."""
COMMITS = {
    "create": "Thêm {{collection}}: {{slug}}",
    "update": "Sửa {{collection}}: {{slug}}",
    "delete": "Xóa {{collection}}: {{slug}}",
    "uploadMedia": "Tải lên {{path}}",
    "deleteMedia": "Xóa {{path}}",
    "openAuthoring": "{{message}}",
}


@dataclass(frozen=True, slots=True)
class Hosting:
    """Where the repository is, and how an editor signs in there."""

    repository: str
    """Its web address, such as https://github.com/owner/name."""
    branch: str = "main"
    data: str = "data"
    """The data folder within the repository."""
    sign_in: str = ""
    """GitHub: the address of the OAuth service. GitLab: the id of the registered application."""

    @property
    def host(self) -> str:
        """Scheme and name of the server: https://github.com."""
        return "{0.scheme}://{0.netloc}".format(urlsplit(self.repository))

    @property
    def kind(self) -> str:
        """Decap's name of the server's kind; "proxy" where it is neither GitHub nor GitLab: then only decap-server is left."""
        name = urlsplit(self.repository).netloc
        return "github" if name == "github.com" else "gitlab" if "gitlab" in name else "proxy"


def hosting_of(repository: str, edit_uri: str, folder: Path, data: Path, sign_in: str) -> Hosting | None:
    """Where editors' changes go, by the settings of the edit links; None when the data are not in the repository at `folder`."""
    if not repository or not data.resolve().is_relative_to(folder):
        return None
    branch = edit_uri.removeprefix("-/").removeprefix("edit/").removesuffix("docs/").strip("/") or "main"
    return Hosting(repository, branch, data.resolve().relative_to(folder).as_posix(), sign_in)


def outputs(studio: Studio, hosting: Hosting) -> Iterator[Output]:
    """The page and its configuration, made when the code or a setting is new. The programs themselves are plain files under docs/admin/."""
    shows = studio.shows(studio.version, studio.site_name, hosting)
    for file, make in zip(FILES, (_page, _settings), strict=True):
        yield Output(file, shows, partial(make, studio, hosting))


def _page(studio: Studio, hosting: Hosting) -> bytes:
    styles = ("../assets/stylesheets/main.57a0d79d.min.css", "../assets/site.css", "preview.css")
    return studio.template("admin.html", policy=content_policy(hosting), site_name=studio.site_name, styles=styles).encode()


def _settings(studio: Studio, hosting: Hosting) -> bytes:
    made = configuration(hosting, studio.where.site_url)
    text = yaml.dump(made, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=140)
    return f"# Do máy lập từ lược đồ dữ liệu; không sửa tay.\n{text}".encode()


def content_policy(hosting: Hosting) -> str:
    """What this one page may load.

    Decap compiles its checks of the configuration (`unsafe-eval`) and styles its parts inline. It talks to the
    repository's server and to decap-server on the editor's own machine, and to nobody else.
    """
    servers = {"github": "https://api.github.com https://avatars.githubusercontent.com", "gitlab": hosting.host}.get(hosting.kind, "")
    return (
        "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"img-src 'self' data: blob: {servers}; connect-src 'self' blob: {PROXY} {PROXY.replace('localhost', '127.0.0.1')} {servers}; "
        "frame-src 'self' blob:; base-uri 'none'; form-action 'self'"
    )


def configuration(hosting: Hosting, site_url: str) -> dict[str, Any]:
    """Decap's configuration: https://decapcms.org/docs/configuration-options/."""
    folder = hosting.data
    return {
        "backend": _backend(hosting),
        "local_backend": True,
        "publish_mode": "editorial_workflow",
        "locale": "vi",
        "site_url": site_url,
        "display_url": site_url,
        "logo": {"src": "../assets/emblem.svg"},
        "media_folder": f"{folder}/files",
        "public_folder": "files",
        "max_file_size": LARGEST_UPLOAD,
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "collections": [*(_collection(collection, folder) for collection in COLLECTIONS.values()), _vocabularies(folder), _site(folder)],
    }


def _backend(hosting: Hosting) -> Widget:
    common = {"branch": hosting.branch, "commit_messages": COMMITS}
    repo = urlsplit(hosting.repository).path.strip("/")
    if hosting.kind == "github":
        # Whoever has no right to write proposes from a copy of their own.
        service = {"base_url": hosting.sign_in} if hosting.sign_in else {}
        return {"name": "github", "repo": repo, **common, "open_authoring": True, **service}
    if hosting.kind == "gitlab":
        service = {"auth_type": "pkce", "app_id": hosting.sign_in} if hosting.sign_in else {}
        return {"name": "gitlab", "repo": repo, **common, "base_url": hosting.host, "api_root": f"{hosting.host}/api/v4", **service}
    return {"name": "proxy", "proxy_url": f"{PROXY}/api/v1", **common}


def _collection(collection: Collection, folder: str) -> Widget:
    markdown = collection.suffix == ".md"
    order = keys(collection.schema)
    return {
        "name": collection.name,
        "label": collection.title,
        "label_singular": collection.noun,
        "folder": f"{folder}/{collection.name}",
        "create": True,
        # A published address never dies: a record is withdrawn, not deleted.
        "delete": False,
        "identifier_field": "title",
        "summary": "{{number}} – {{title}}" if "number" in order else "{{title}}",
        "extension": collection.suffix[1:],
        "format": f"record-{collection.suffix[1:]}",
        # Said again, because a collection with a path keeps its files beside its records.
        "media_folder": f"/{folder}/files",
        "public_folder": "files",
        # editor.js proposes both before a new record is saved.
        "slug": "{{_id}}",
        **({"path": "{{_year}}/{{slug}}"} if collection.by_year else {}),
        "sortable_fields": ["title", "published"],
        # The order of a file's keys is the schema's, whatever the form asks first.
        "keys": order,
        "fields": [advice(collection.schema), *form(collection.schema), *([body()] if markdown else [])],
    }


def _vocabularies(folder: str) -> Widget:
    """The vocabularies; a file that is a list is shown as one field."""
    files = [
        {
            "name": name,
            "label": VOCABULARY_NAMES[name],
            "file": f"{folder}/vocabularies/{name}.yml",
            "fields": [
                {
                    "name": "items",
                    "label": VOCABULARY_NAMES[name],
                    "label_singular": "mục",
                    "widget": "list",
                    "collapsed": True,
                    "summary": "{{fields.name}} ({{fields.id}})",
                    "fields": form(schema),
                }
            ],
        }
        for name, schema in VOCABULARIES.items()
    ]
    return {"name": "vocabularies", "label": "Danh mục dùng chung", "format": "vocabulary", "editor": {"preview": False}, "files": files}


def _site(folder: str) -> Widget:
    file = {"name": "site", "label": "Thông tin chung của trang", "file": f"{folder}/site.yml", "fields": form(Site)}
    return {"name": "settings", "label": "Thiết lập", "format": "record-yml", "editor": {"preview": False}, "files": [file]}
