"""The description by which a browser adds the site to its search engines (OpenSearch 1.1)."""

from __future__ import annotations

import xml.etree.ElementTree as ET  # nosec B405 # it writes here, and parses nothing

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
PATH = "opensearch.xml"


def opensearch(address: str) -> str:
    """The description of a site that is published at `address`, which ends in a slash.

    The question arrives on the home page as `search`, which docs/assets/search/open.js
    looks for. The format asks for whole addresses, so a site without one has none.
    """
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{{{NAMESPACE}}}OpenSearchDescription")
    for tag, text in (
        ("ShortName", "Flexmap"),
        ("Description", "What happens to scale-set calls on Flexible scale sets"),
        ("InputEncoding", "UTF-8"),
    ):
        _child(root, tag).text = text
    _child(
        root, "Image", width="16", height="16", type="image/svg+xml"
    ).text = f"{address}assets/favicon.svg"
    _child(root, "Url", type="text/html", template=f"{address}?search={{searchTerms}}")
    _child(
        root,
        "Url",
        type="application/opensearchdescription+xml",
        rel="self",
        template=f"{address}{PATH}",
    )
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _child(root: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(root, f"{{{NAMESPACE}}}{tag}", attributes)
