from urllib.parse import urljoin, urlsplit

from django.conf import settings


def absolute(path: str) -> str:
    """The full address of a page, as it stands in a mail."""
    address: str = urljoin(settings.BASE_URL, path)
    return address


def host() -> str:
    """The name of this installation, as in its Message-IDs."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
