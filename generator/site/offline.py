"""The site as one archive that works from a disk: pages are named in links, nothing is fetched.

A browser that shows files from a disk opens a folder as a list of files and refuses to
fetch; it runs scripts, so what pages need next to their own text has to come as a script.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

NAME = "flexmap-offline.zip"
"""The archive's name, at the root of the site."""

FOLDER = "flexmap/"
"""What it unpacks to."""

SCRIPT = "assets/offline.js"
"""Added to every page: corrects links that other scripts make."""

LEFT_OUT = {NAME, "404.html", "sitemap.xml", "sitemap.xml.gz", "opensearch.xml", "_headers"}
LEFT_OUT |= {"staticwebapp.config.json", "check/flexmap.json"}
"""What only a web server needs; maps of scripts, for those who look into them, stay out too."""

LEFT_OUT_FOLDERS = ("assets/check/vendor/",)
"""The parsers of the page that checks code: from a disk no browser loads them."""

_LINK = re.compile(r'(<(?:a|link|form)\b[^>]*?\s(?:href|action)="|content="0; url=)([^"]*)(?=")')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/|#|\?|$")
_POLICY = re.compile(r'\s*<meta http-equiv="Content-Security-Policy"[^>]*>')
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
"""The oldest date an archive can hold; any other would make two builds differ."""


class OfflineError(Exception):
    """The archive could not be made; the message says why."""


def pack(site: Path) -> Path:
    """Writes the archive of a built site into it, whole or not at all; returns its path.

    Raises `OfflineError` when there is no site or the disk refuses.
    """
    target = site / NAME
    try:
        if not (site / "index.html").is_file():
            raise OfflineError(f"{site}: no built site; run `python -m generator build`")
        part = target.with_name(f".{NAME}.part")
        part.write_bytes(archive(_files(site)))
        part.replace(target)
    except OSError as error:
        raise OfflineError(f"{target}: {error.strerror or error}") from error
    return target


def archive(files: Mapping[str, bytes]) -> bytes:
    """The archive of a site's files by path: the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for path in sorted(files):
            if not _is_left_out(path):
                info = zipfile.ZipInfo(FOLDER + path, _FIXED_DATE)
                info.create_system, info.external_attr = 3, 0o644 << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(info, _localised(path, files[path]))
    return buffer.getvalue()


def _is_left_out(path: str) -> bool:
    return path in LEFT_OUT or path.endswith(".map") or path.startswith(LEFT_OUT_FOLDERS)


def localise(html: str, root: str) -> str:
    """A page for a disk: links that end in a folder name its page, and the policy is removed.

    `root` is the way from the page to the site's root. The policy is for what arrives over
    a network; from a disk, browsers differ in what a site's own files are.
    """
    linked = _LINK.sub(lambda link: link[1] + page_of(link[2]), _POLICY.sub("", html))
    script = f'<script src="{root}{SCRIPT}"></script></body>'
    return script.join(linked.rsplit("</body>", 1))


def page_of(link: str) -> str:
    """A relative link with the page of a folder named; any other link as it is."""
    if _ELSEWHERE.match(link):
        return link
    path = re.split(r"[?#]", link, maxsplit=1)[0]
    rest = link[len(path) :]
    if path.endswith("/"):
        path += "index.html"
    elif path.rpartition("/")[2] in (".", ".."):
        path += "/index.html"
    return path + rest


def _localised(path: str, content: bytes) -> bytes:
    if not path.endswith(".html"):
        return content
    return localise(content.decode(), "../" * path.count("/")).encode()


def _files(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name[0] != "."
    }
