"""Nothing heavy is there when the first picture is painted (decision 27), by the real start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.test_house import HEAVY

DRIVER = """
import sys
from control_panel.app import running

class Ends(running.FirstPicture):
    def __init__(self, window, _call):
        def end():
            print("painted", *sorted(set(sys.modules) & set({heavy!r})), flush=True)
            window.close()
        super().__init__(window, end)

running.FirstPicture = Ends
running.run(None)
"""


def test_nothing_heavy_is_imported_when_the_first_picture_is_there(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER.format(heavy=HEAVY)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["painted"], done.stderr
