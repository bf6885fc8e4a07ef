"""One registry shape for all seams that must go up: an app registers, the base never imports up."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass
class Registry(Generic[T]):
    """Named things in the order of their number, then of their registration."""

    about: str
    _items: dict[str, tuple[int, T]] = field(default_factory=dict)

    def add(self, name: str, item: T, *, order: int = 100) -> T:
        """Register `item`; a second item under the same name is a mistake in the code."""
        if name in self._items:
            raise ValueError(f"{self.about}: {name} is registered twice")
        self._items[name] = (order, item)
        return item

    def __iter__(self) -> Iterator[T]:
        return (item for _, item in sorted(self._items.values(), key=lambda pair: pair[0]))

    def __getitem__(self, name: str) -> T:
        return self._items[name][1]

    def get(self, name: str) -> T | None:
        return self._items[name][1] if name in self else None

    def __contains__(self, name: str) -> bool:
        return name in self._items

    def names(self) -> list[str]:
        return sorted(self._items, key=lambda name: self._items[name][0])
