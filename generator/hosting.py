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

HEADER_ONLY = (("frame-ancestors", "'none'"),)
"""What a browser heeds in a header alone."""

HEADER_SCRIPTS = " 'wasm-unsafe-eval'"
"""What the header allows beyond the element: WebAssembly, which no page itself runs.

The worker that checks code runs it, and a worker heeds the header that comes with its own
file, never the element of a page. Hosts differ in whether one path can have another header,
so the header is the same everywhere; pages heed both, and the element forbids it there.
"""

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
        """The policy that stands in every page."""
        return policy(self.scripts)

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Name and value of each header that a host should send."""
        whole = policy(self.scripts, HEADER_ONLY, HEADER_SCRIPTS)
        return (("Content-Security-Policy", whole), *OTHER_HEADERS)


def policy(
    scripts: Iterable[str], more: Iterable[tuple[str, str]] = (), more_scripts: str = ""
) -> str:
    """The policy as one line; inline scripts are allowed by the hash of their text."""
    hashes = "".join(f" '{script_hash(script)}'" for script in scripts) + more_scripts
    return "; ".join(
        f"{name} {value}{hashes if name == 'script-src' else ''}"
        for name, value in (*DIRECTIVES, *more)
    )


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
    """`_headers`, which Netlify and Cloudflare Pages read alike."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in hosting.headers)


def _azure(hosting: Hosting) -> str:
    """The configuration of Azure Static Web Apps, with the page for what is not there."""
    value = {
        "globalHeaders": dict(hosting.headers),
        "responseOverrides": {"404": {"rewrite": "/404.html"}},
    }
    return json.dumps(value, indent=2) + "\n"


def _nginx(hosting: Hosting) -> str:
    """Lines for a `server` block."""
    headers = "".join(f'add_header {name} "{value}" always;\n' for name, value in hosting.headers)
    return f"{headers}error_page 404 /404.html;\n"
