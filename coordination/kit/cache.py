"""A cache that may be gone: without it there is no presence and no shared count, never a 500."""

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class CalmRedisCache(RedisCache):
    """Django's Redis cache that answers "not there" while the server is away."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = params.setdefault("OPTIONS", {})
        options.setdefault("socket_timeout", 0.5)
        options.setdefault("socket_connect_timeout", 0.5)
        super().__init__(server, params)

    def _calmly(self, verb: str, fallback: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(), verb)(*args, **kwargs)
        except (RedisError, OSError) as trouble:
            logger.warning("cache.away", extra={"verb": verb, "trouble": type(trouble).__name__})
            return fallback

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._calmly("get", default, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._calmly("set", None, *args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._calmly("add", True, *args, **kwargs))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._calmly("incr", 1, key, delta, version))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return bool(self._calmly("delete", False, *args, **kwargs))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        found: dict[Any, Any] = self._calmly("get_many", {}, *args, **kwargs)
        return found

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        missed: list[Any] = self._calmly("set_many", [], *args, **kwargs)
        return missed
