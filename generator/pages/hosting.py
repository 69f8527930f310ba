"""The content security policy of the site, and the files that tell hosts to send it.

Every page carries the policy itself, in a `meta` element of the theme; a host that sends
it as a header adds what an element cannot say. Background: the W3C's Content Security
Policy Level 3.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

ZENSICAL_STYLE = "sha256-NwSx/R2V/U4jnW0Tq5pQ53Y/rzPVJ4dqE7D6UTA/J1k="
"""The one style element that the script of Zensical 0.0.73 adds to each page, for its search."""

DIRECTIVES = (
    ("default-src", "'none'"),
    ("script-src", "'self'"),
    ("style-src", f"'self' '{ZENSICAL_STYLE}'"),
    ("img-src", "'self' data:"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("form-action", "'self'"),
    ("base-uri", "'none'"),
)
"""What a page may load and do: its own scripts, styles, pictures and data, and nothing else.

`data:` is for the icons that the style sheets hold.
"""

POLICY = "Content-Security-Policy"
HEADER_ONLY = (("frame-ancestors", "'none'"),)
"""What a browser heeds in a header alone."""

WORKER = "/assets/check/worker.js"
"""The one file whose header allows WebAssembly: the worker of the page that checks code.

A worker heeds the header that comes with its own file, never the element of a page.
"""

WORKER_DIRECTIVES = (
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("connect-src", "'self'"),
    *HEADER_ONLY,
)
"""What the worker may do: run the site's scripts and WebAssembly, and load the site's files."""

OTHER_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting:
    """Where the site is published, empty when that is not known, and its inline scripts."""

    address: str = ""
    scripts: tuple[str, ...] = ()

    @property
    def policy(self) -> str:
        """The policy that is in every page."""
        return policy(self.scripts)

    def headers(self, path: str) -> tuple[tuple[str, str], ...]:
        """Name and value of each header that a host should send with a path, `/` at its start."""
        whole = _joined(WORKER_DIRECTIVES) if path == WORKER else self.header_policy
        return ((POLICY, whole), *OTHER_HEADERS)

    @property
    def header_policy(self) -> str:
        """The policy that a host should send with everything but the worker."""
        return policy(self.scripts, HEADER_ONLY)


def policy(scripts: Iterable[str], more: Iterable[tuple[str, str]] = ()) -> str:
    """The policy as one line; inline scripts are allowed by the hash of their text."""
    hashes = "".join(f" '{script_hash(script)}'" for script in scripts)
    return _joined(
        (name, f"{value}{hashes}" if name == "script-src" else value)
        for name, value in (*DIRECTIVES, *more)
    )


def _joined(directives: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives)


def script_hash(script: str) -> str:
    """How a policy names an inline script: `sha256-` and the digest in base 64."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def hosting_files(hosting: Hosting) -> dict[str, str]:
    """The files for hosts by their path in the site; two lie where their hosts look for them."""
    return {
        "_headers": _netlify(hosting),
        "staticwebapp.config.json": _azure(hosting),
        "hosting/nginx.conf": _nginx(hosting),
    }


def _netlify(hosting: Hosting) -> str:
    """`_headers`, which Netlify and Cloudflare Pages read alike.

    Where two rules fit, Cloudflare joins their values, and two policies would both hold: the
    line with `!` takes the first away. Netlify takes the later value, and skips that line.
    """
    everything = "".join(f"  {name}: {value}\n" for name, value in hosting.headers("/"))
    worker = f"  ! {POLICY}\n  {POLICY}: {_joined(WORKER_DIRECTIVES)}\n"
    return f"/*\n{everything}\n{WORKER}\n{worker}"


def _azure(hosting: Hosting) -> str:
    """The configuration of Azure Static Web Apps, with the page for what is not there.

    The header of a route replaces the global one of that name.
    """
    value = {
        "globalHeaders": dict(hosting.headers("/")),
        "routes": [{"route": WORKER, "headers": {POLICY: _joined(WORKER_DIRECTIVES)}}],
        "responseOverrides": {"404": {"rewrite": "/404.html"}},
    }
    return json.dumps(value, indent=2) + "\n"


def _nginx(hosting: Hosting) -> str:
    """Lines for a `server` block.

    A `location` of its own with one `add_header` would drop all others, and would change where
    the file is looked for; a variable does neither. The pattern lets the site lie in a folder.
    """
    pattern = WORKER.replace(".", r"\.")
    lines = [
        f'set $flexmap_policy "{hosting.header_policy}";',
        f'if ($uri ~ "{pattern}$") {{',
        f'    set $flexmap_policy "{_joined(WORKER_DIRECTIVES)}";',
        "}",
        f"add_header {POLICY} $flexmap_policy always;",
        *(f'add_header {name} "{value}" always;' for name, value in OTHER_HEADERS),
        "error_page 404 /404.html;",
    ]
    return "\n".join(lines) + "\n"
