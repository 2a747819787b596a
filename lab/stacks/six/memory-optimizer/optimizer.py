"""Watches the application; healthy while the application is."""
import pathlib
import signal
import sys
import time
import urllib.request

mark = pathlib.Path("/tmp/ok")
signal.signal(signal.SIGTERM, lambda *_: sys.exit())
while True:
    try:
        urllib.request.urlopen("http://app:8000/health", timeout=3)
        mark.touch()
        print("optimizer: app healthy", flush=True)
    except Exception as error:
        mark.unlink(missing_ok=True)
        print(f"optimizer: app not usable: {error}", flush=True)
    time.sleep(1)
