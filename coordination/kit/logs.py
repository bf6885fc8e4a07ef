"""Structured logs with the request's id and without content."""

import logging.config
import re
from typing import Any

import structlog
from django.http import HttpRequest

SECRET_PATHS = re.compile(r"(/(?:post/antwoord|agenda/abonnement)/)[^\s'\"/?]+")
"""Addresses whose last part is a key: a link in a mail, the feed of a calendar."""


def hide_keys(logger: Any, method: str, line: dict[str, Any]) -> dict[str, Any]:
    """The line without the keys that an address in it carries."""
    for name, value in line.items():
        if isinstance(value, str | HttpRequest):
            line[name] = SECRET_PATHS.sub(r"\1…", str(value))
    return line


def configure(options: dict[str, Any]) -> None:
    """Log lines as JSON in production, as plain lines on a developer's machine."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        hide_keys,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    renderer = (
        structlog.processors.JSONRenderer()
        if options["json"]
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "lines": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        renderer,
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": options["level"]},
            "loggers": {"django.server": {"handlers": [], "level": "WARNING"}},
        }
    )
