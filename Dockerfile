# The image of web, worker and beat: wheels only, not root, nothing written but /var/lib/baken.

FROM python:3.13-slim-trixie AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
COPY requirements/run.lock /tmp/run.lock
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/run.lock \
 && /opt/venv/bin/pip uninstall --yes pip
WORKDIR /app
COPY manage.py ./
COPY coordination coordination
COPY escalation escalation
COPY workgroups workgroups
COPY templates templates
COPY static static
COPY locale locale
# Values that reach nothing: collecting files needs settings, not services.
RUN /opt/venv/bin/pybabel -q compile -D django -l nl \
      -i locale/nl/LC_MESSAGES/django.po -o locale/nl/LC_MESSAGES/django.mo \
 && PRODUCTION=1 SECRET_KEY=build ALLOWED_HOSTS=localhost EMAIL_URL=smtp://localhost \
      STATIC_ROOT=/app/collected VAR_DIR=/tmp /opt/venv/bin/python manage.py collectstatic \
      --noinput -v 0 \
 && /opt/venv/bin/python -m compileall -q coordination escalation workgroups

FROM python:3.13-slim-trixie
# pg_dump and pg_restore, for backup and restore.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends postgresql-client \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin baken \
 && install -d -o baken -g baken -m 0700 /var/lib/baken
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PRODUCTION=1 \
    BIND=0.0.0.0 \
    PORT=8000 \
    STATIC_ROOT=/app/collected \
    VAR_DIR=/var/lib/baken
WORKDIR /app
USER baken
VOLUME /var/lib/baken
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s \
  CMD ["python", "-m", "coordination.kit.processes.health", "web"]
CMD ["gunicorn", "coordination.wsgi:application", "--config=python:coordination.kit.processes.gunicorn"]
