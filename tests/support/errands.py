"""What processes of a crew do in tests. Imports nothing of the application: they start quickly."""

import os
import signal
import time
from pathlib import Path


def square(number: int, seconds: float) -> int:
    """The square of a number, after a while."""
    time.sleep(seconds)
    return number * number


def die_once(marker: str) -> str:
    """Be killed, unless the file is there; it is from then on."""
    if marker and Path(marker).exists():
        return "alive"
    if marker:
        Path(marker).touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"
