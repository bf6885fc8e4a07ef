from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

SERVED = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf")


def font_folder() -> Path | None:
    """Where the font package keeps its files; None where it is not installed."""
    found = find_spec("font_source_sans_pro")
    return Path(found.origin).parent / "files" if found and found.origin else None


class FontFinder(BaseFinder):
    """Serves two weights of the font package as fonts/..., with the sheet that names them.

    The package holds 24 files. The sheet lives here and not in static/, because a sheet whose
    files are missing would stop collectstatic.
    """

    def __init__(self, *args: Any, **more: Any) -> None:
        self.files: dict[str, tuple[FileSystemStorage, str]] = {}
        folder = font_folder()
        if folder is not None:
            here = FileSystemStorage(location=Path(__file__).parent / "assets")
            there = FileSystemStorage(location=folder)
            for storage, name in [(here, "fonts.css"), *((there, name) for name in SERVED)]:
                # collectstatic puts each file of a finder under this prefix
                storage.prefix = "fonts"  # type: ignore[attr-defined]  # read by collectstatic
                self.files[f"fonts/{name}"] = (storage, name)

    def check(self, **more: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **more: Any) -> Any:
        found = [storage.path(name) for key, (storage, name) in self.files.items() if key == path]
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for storage, name in self.files.values():
            yield name, storage
