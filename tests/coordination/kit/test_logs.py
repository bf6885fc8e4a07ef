import logging

import structlog
from django.test import RequestFactory

from coordination.kit.logs import hide_keys


def test_a_line_carries_no_key_of_a_link() -> None:
    request = RequestFactory().post("/post/antwoord/WyIw.keec6pd-p_g/")
    line = {
        "event": "Unprocessable Entity: /post/antwoord/WyIw.keec6pd-p_g/",
        "request": request,
        "status_code": 422,
    }
    shown = hide_keys(None, "", line)
    assert shown == {
        "event": "Unprocessable Entity: /post/antwoord/…/",
        "request": "<WSGIRequest: POST '/post/antwoord/…/'>",
        "status_code": 422,
    }


def test_it_stands_among_the_processors_of_every_line() -> None:
    formatter = logging.getLogger().handlers[0].formatter
    handlers = (handler.formatter for handler in logging.getLogger().handlers)
    found = [one for one in handlers if isinstance(one, structlog.stdlib.ProcessorFormatter)]
    assert formatter is not None
    assert any(hide_keys in (one.foreign_pre_chain or ()) for one in found)
