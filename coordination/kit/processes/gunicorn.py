"""The web server's settings, the same embedded and in production; sizes by environment."""

import os

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "1"))
threads = int(os.environ.get("WEB_THREADS", "8"))
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108  a memory file system; gunicorn makes a private file in it
timeout = 60
graceful_timeout = 10
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
limit_request_line = 4094
# The proxy in front ends TLS; settings.py decides whether its word is taken.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
# By default it would write a control socket into the home directory.
control_socket_disable = True
# The application logs its own requests, with their id and without content.
accesslog = None
