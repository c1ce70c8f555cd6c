"""The strings that cells share, read quickly where they are plain."""

import re
from collections.abc import Iterator

from lxml import etree

from addin.package.escapes import decoded, from_xml
from addin.package.row_xml import flat_text
from addin.package.xml_parts import MAIN

_ROOT = re.compile(rb"<(?:([\w.-]+):)?sst(?=[\s/>])(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


def read_strings(chunks: Iterator[bytes]) -> list[str]:
    """The shared strings, rich text joined and phonetic guides left out.

    Args:
        chunks: The part in UTF-8, without comments or marked sections.

    Raises:
        lxml.etree.XMLSyntaxError: If a string is no sound XML.
    """
    seen = b""
    root = None
    strings: list[str] = []
    for chunk in chunks:
        seen += chunk
        if root is None:
            root = _ROOT.search(seen)
            if root is None:
                continue
            seen = seen[root.end() :]
        ending = b"</%bsi>" % _prefix(root)
        cut = seen.rfind(ending) + len(ending)
        if cut >= len(ending):
            strings += _strings(seen[:cut].decode(), root)
            seen = seen[cut:]
    if root is not None and not root[0].endswith(b"/>"):
        strings += _strings(seen.rpartition(b"</")[0].decode(), root)
    return strings


def _prefix(root: re.Match[bytes]) -> bytes:
    return root[1] + b":" if root[1] else b""


def _strings(text: str, root: re.Match[bytes]) -> list[str]:
    """The strings of some whole <si> elements."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    p = re.escape(_prefix(root).decode())
    space = r'(?: xml:space="preserve")?'
    plain = rf"<{p}si><{p}t{space}>([^<]*)</{p}t></{p}si>|\s+|([\s\S])"
    found: list[str] = []
    for item in re.finditer(plain, text):
        if item[2]:
            return _parsed(text, root)
        if item[1] is not None:
            found.append(decoded(from_xml(item[1])))
    return found


def _parsed(text: str, root: re.Match[bytes]) -> list[str]:
    opening = root[0].decode()
    name = opening[1:].split(maxsplit=1)[0].rstrip(">")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    parsed = etree.fromstring(f"{opening}{text}</{name}>".encode(), parser)
    return [decoded(flat_text(item)) for item in parsed.iter(f"{{{MAIN}}}si")]
