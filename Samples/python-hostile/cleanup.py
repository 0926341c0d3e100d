"""Code whose small mistakes do harm: they delete, they print escapes, they leave processes."""

import os
import shutil
import time
from pathlib import Path


class Refused(Exception):
    pass


def clean(workspace, target):
    """Delete `target`, but only inside `workspace`."""
    workspace = Path(workspace).resolve()
    target = Path(target).resolve()
    if workspace not in target.parents:
        raise Refused(str(target))
    shutil.rmtree(target)
    return True


def title(text, is_terminal):
    """Colour for terminals only."""
    if is_terminal:
        return f"\x1b]0;{text}\x07\x1b[2J\x1b[31m{text}\x1b[0m"
    return text


def start_workers(count):
    """Start background workers; nobody waits for them."""
    started = 0
    while started < count:
        if os.fork() == 0:
            os.setsid()
            time.sleep(600)
            os._exit(0)
        started += 1
    return started
