"""Codes, masks and deadlines."""

from __future__ import annotations

import pytest

from control_panel.obs import protocol
from control_panel.obs.protocol import EventBit


def test_mask_has_all_that_the_panel_lives_by():
    low = sum(1 << bit for bit in range(12))
    assert low | 1 << 16 | 1 << 17 | 1 << 18 == protocol.MASK == 462847
    for bit in (EventBit.UI, EventBit.INPUT_ACTIVE_STATE_CHANGED, EventBit.TRANSITIONS):
        assert protocol.MASK & bit
    assert protocol.MASK_WITHOUT_METERS == protocol.MASK - 65536


def test_authentication_is_that_of_the_protocol_page():
    # Password, salt and challenge of the example in obs-websocket's own documentation.
    assert (
        protocol.authentication(
            "supersecretpassword",
            "lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI=",
            "+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY=",
        )
        == "1Ct943GAT+6YQUUX47Ia/ncufilbe6+oD6lY+5kaCu4="
    )


@pytest.mark.parametrize(
    ("names", "seconds"),
    [
        (("GetSceneList",), 1.5),
        (("GetSceneList", "GetInputList"), 1.5),
        (("SetCurrentProgramScene",), 3.0),
        (("GetSceneList", "SetInputMute"), 3.0),
        (("GetSourceScreenshot",), 10.0),
        (("GetSceneList", "SaveSourceScreenshot"), 10.0),
    ],
)
def test_deadlines(names, seconds):
    assert protocol.deadline_of(*names) == seconds
