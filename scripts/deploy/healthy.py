"""The health check of a container: exit code 0 if the service answers on its port, 1 if not."""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection

SECONDS = 5


def is_healthy(port: int) -> bool:
    """Whether `/livez` answers there. An index that is missing does not make a process unhealthy:
    /readyz tells of that."""
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", "/livez")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not is_healthy(int(os.environ.get("SPEECHRAG_PORT", "8000"))))
