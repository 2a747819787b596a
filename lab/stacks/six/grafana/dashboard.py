"""Stands in for Grafana, which Debian does not have: healthy only if Prometheus says that the application is up."""
import http.server
import json
import os
import signal
import sys
import urllib.request

SOURCE = os.environ["DATASOURCE_URL"]


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            answer = json.load(urllib.request.urlopen(f"{SOURCE}/api/v1/query?query=up", timeout=3))
            code = 200 if answer["data"]["result"][0]["value"][1] == "1" else 502
        except Exception as error:
            code, answer = 502, {"message": "Bad gateway", "error": repr(error)}
        data = json.dumps(answer).encode()
        self.send_response(code)
        self.send_header("Content-Length", str(len(data)))
        try:
            self.end_headers()
            self.wfile.write(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # On a busy machine the client's patience ends first.


signal.signal(signal.SIGTERM, lambda *_: sys.exit())
print('logger=http.server level=info msg="HTTP Server Listen" address=[::]:3000', flush=True)
http.server.ThreadingHTTPServer(("", 3000), Handler).serve_forever()
