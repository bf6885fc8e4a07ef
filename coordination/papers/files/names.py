"""A file's name as it may stand on a screen and in a header."""

import re
import unicodedata

LONGEST = 150
_UNSAFE = re.compile(r'[<>:"|?*\\/%]')


def clean_name(name: str) -> str:
    """The name without its folders, control and direction marks; the extension stays.

    Never empty, never hidden, at most 150 characters.
    """
    last = re.split(r"[\\/]", name)[-1]
    plain = unicodedata.normalize("NFC", last)
    plain = "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C")
    plain = _UNSAFE.sub("_", plain).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    if not dot:
        return plain[:LONGEST] or "stuk"
    return f"{stem[: LONGEST - len(extension) - 1] or 'stuk'}.{extension}"


def extension_of(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
