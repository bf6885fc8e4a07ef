"""A cache that may be gone: each process then counts for itself, and there is never a 500."""

import logging
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class CalmRedisCache(RedisCache):
    """Django's Redis cache; while the server is away, the memory of this process."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_timeout", 0.5)
        options.setdefault("socket_connect_timeout", 0.5)
        super().__init__(server, params)
        self._own = LocMemCache("while-away", {})

    def _calmly(self, verb: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), verb)(*args, **kwargs)
        except (RedisError, OSError) as trouble:
            logger.warning("cache.away", extra={"verb": verb, "trouble": type(trouble).__name__})
            return getattr(self._own, verb)(*args, **kwargs)

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._calmly("get", key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._calmly("set", *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._calmly("add", *args, **kwargs))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        self._own.add(key, 0, version=version)  # what was counted elsewhere is not known here
        return int(self._calmly("incr", key, delta, version))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._calmly("delete", *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        found: dict[Any, Any] = self._calmly("get_many", *args, **kwargs)
        return found

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        missed: list[Any] = self._calmly("set_many", *args, **kwargs)
        return missed
