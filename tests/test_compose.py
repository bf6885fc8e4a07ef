"""What production is said to be, read as data: no engine is needed to see a slip."""

from typing import Any

import pytest
import yaml
from django.conf import settings

pytestmark = pytest.mark.once

COMPOSE: dict[str, Any] = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OWN = {name for name, service in SERVICES.items() if service["image"] == "baken"}


def test_all_of_production_is_there() -> None:
    assert set(SERVICES) == {
        "migrate", "web", "worker", "beat", "postgres", "redis", "mail", "proxy",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_says_how_it_is(name: str) -> None:
    health = SERVICES[name]["healthcheck"]
    assert ("test" in health) != (name == "migrate" and health["disable"])


@pytest.mark.parametrize("name", sorted(OWN))
def test_our_containers_may_write_to_one_folder_only(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert [volume.partition(":")[2] for volume in service["volumes"]] == ["/var/lib/baken"]


def test_nothing_listens_beyond_this_machine_and_web_not_at_all() -> None:
    ports = {name: service.get("ports", []) for name, service in SERVICES.items()}
    assert {name for name, open_ports in ports.items() if open_ports} == {"mail", "proxy"}
    assert all(port.startswith("127.0.0.1:") for some in ports.values() for port in some)


def test_secrets_have_no_default() -> None:
    environment = SERVICES["web"]["environment"]
    assert environment["PRODUCTION"] == "1"
    assert environment["SECRET_KEY"].startswith("${SECRET_KEY:?")
    assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]


def test_every_image_has_a_version() -> None:
    images = {service["image"] for name, service in SERVICES.items() if name not in OWN}
    assert all(":" in image and not image.endswith(":latest") for image in images)
