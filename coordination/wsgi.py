import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")

application = get_wsgi_application()

# the settings stand once Django does
from coordination.kit.starting import refuse_wrong_instance  # noqa: E402  see above

refuse_wrong_instance()
