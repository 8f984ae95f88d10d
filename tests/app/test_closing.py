"""The question on closing names what OBS really loses."""

from __future__ import annotations

import pytest

from control_panel.app.session import _through_us
from control_panel.show.model import Feed, FeedKind


@pytest.mark.parametrize(
    ("feed", "lost"),
    [
        (Feed("Kinshasa", primary="srt://:9301?mode=listener"), True),
        (Feed("Direct", primary="srt://10.0.0.9:9000", gateway=False), False),
        (Feed("No address yet"), False),
        (Feed("Studio", kind=FeedKind.OBS_SOURCE, primary="srt://:9301?mode=listener"), False),
        (Feed("Phone", kind=FeedKind.PHONE), False),
    ],
)
def test_only_feeds_that_come_through_this_panel_are_lost_with_it(feed: Feed, lost: bool) -> None:
    assert _through_us(feed) is lost
