"""The escapes of text in a workbook: XML's own, and Excel's `_x000D_`."""

import html
import re

# Excel's _xHHHH_ stands for a character that XML cannot hold, or must not lose.
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MUST_BE_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_ENTITY = re.compile(r"&(#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|amp|lt|gt|quot|apos);|&")


def from_xml(text: str) -> str:
    """Text as XML means it, from text as it stands between two tags.

    Raises:
        ValueError: If it is no sound XML.
    """
    if "&" not in text:
        return text
    return _ENTITY.sub(_entity, text)


def _entity(match: re.Match[str]) -> str:
    code = match[1]
    if not code:
        raise ValueError("an & that begins nothing")
    if code[0] != "#":
        return html.unescape(match[0])
    return chr(int(code[2:], 16) if code[1] == "x" else int(code[1:]))


def decoded(text: str) -> str:
    """Text as a cell shows it, with Excel's own escapes resolved."""
    if "_x" not in text:
        return text
    shown = _CODED.sub(lambda match: chr(int(match[1], 16)), text)
    if not any("\ud800" <= letter <= "\udfff" for letter in shown):
        return shown
    pairs = shown.encode("utf-16-le", "surrogatepass")
    return pairs.decode("utf-16-le", "replace")


def encoded(text: str) -> str:
    """Text as it stands between two tags, the inverse of `decoded` and `from_xml`."""
    coded = _MUST_BE_CODED.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return coded.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
