"""The application: healthy only if its database, its cache and its key are."""
import http.server
import json
import logging
import os
import signal
import sys

import psycopg2
import redis

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s [%(name)s] %(message)s")
log = logging.getLogger("app")


def database():
    connection = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=3)
    connection.cursor().execute("select 1")
    connection.close()


def cache():
    redis.from_url(os.environ["REDIS_URL"], socket_connect_timeout=2).set("last-check", os.getpid())


def payment():
    if not os.environ.get("PAYMENT_API_KEY"):
        raise RuntimeError("PAYMENT_API_KEY is not set")


def check():
    result = {}
    for part in (database, cache, payment):
        try:
            part()
            result[part.__name__] = "ok"
        except Exception as error:
            result[part.__name__] = f"{type(error).__name__}: {str(error).strip()}"
    return result


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        parts = check()
        bad = {name: text for name, text in parts.items() if text != "ok"}
        for name, text in bad.items():
            log.error("health check failed: %s: %s", name, text)
        if self.path == "/metrics":
            body = "".join(f'app_part_up{{name="{name}"}} {int(text == "ok")}\n' for name, text in parts.items())
        else:
            body = json.dumps({"status": "unhealthy" if bad else "healthy", "parts": parts})
        data = body.encode()
        self.send_response(503 if bad else 200)
        self.send_header("Content-Length", str(len(data)))
        try:
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # On a busy machine the client's patience ends first.

    def log_message(self, format, *args):
        log.info("%s %s", self.address_string(), format % args)


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
log.info("starting on :8000")
http.server.ThreadingHTTPServer(("", 8000), Handler).serve_forever()
