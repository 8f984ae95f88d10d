"""The short cut of the show: what the demo presses, in order, when nobody sits at the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from control_panel.demo.panel import PanelProcess
from control_panel.demo.parts import PLACES_WITH_FEEDS, Parts
from control_panel.demo.screen import Screen
from control_panel.errors import LinkError
from control_panel.instant import Instant

WINDOW = "Control panel"
HEARD_WITHIN_S = 2.5
Say = Callable[[str], None]


@dataclass(slots=True)
class Seen:
    """What the demo saw while it ran, for its last line."""

    zero: Instant | None = None
    takes: int = 0
    """TAKEs that were pressed and meant."""
    pictures: dict[str, float] = field(default_factory=dict)
    """The best rate of each feed, in pictures a second, by the monitors' counters."""
    lost: bool = False
    """The feed that was cut was told to be lost."""
    returned: bool = False
    """… and good again after it came back."""
    skipped: int = 0
    """Frames of the recording that OBS itself skipped."""
    troubles: list[str] = field(default_factory=list)


class Script:
    """Runs the show by real keys and the control API, and notes what it sees."""

    def __init__(
        self, parts: Parts, panel: PanelProcess, screen: Screen, output: Path, say: Say
    ) -> None:
        self._parts = parts
        self._panel = panel
        self._screen = screen
        self._output = output
        self._say = say
        self.seen = Seen()

    def run(self, seconds: float) -> None:
        """The whole show in about so many seconds. Raises LinkError where it comes to a stop."""
        pace = max(0.4, (seconds - 45.0) / 22)
        self._prepare()
        self._opening(pace)
        self._ward(pace)
        self._trouble(pace)
        self._closing(pace)

    # -- the parts of the show

    def _prepare(self) -> None:
        self._say("waiting for the field feeds")
        self._panel.wait_for(self._feeds_are_good, "all feeds to be good", 40.0)
        self._panel.wait_for(lambda s: s["obs"]["connected"], "OBS to be connected", 20.0)
        self._screen.focus(WINDOW)
        self.photograph("1 before the show")
        self._command("pre-show")
        self._panel.wait_for(lambda s: s["mode"] == "pre-show", "pre-show")
        self._settled()
        self.seen.zero = self._parts.start_recording()
        self.photograph("2 pre-show")

    def _opening(self, pace: float) -> None:
        self._take("space")
        self._rest(pace)
        self._take("space")
        self._rest(pace)
        self._take("space")
        self._rest(pace)
        self._key("2", "the moderator's shot")
        self._rest(pace)

    def _ward(self, pace: float) -> None:
        self._take("space")
        self._rest(pace)
        for key in ("2", "3", "1"):
            self._key(key, f"shot {key}")
            self._rest(pace / 2)
        self.photograph("3 on air")
        self._key("bracketright", "half a minute more")
        self._key("g", "the name off")
        self._rest(pace)
        self._take("space")
        self._rest(1.5)
        self._say("that TAKE was wrong: Backspace")
        before = self._on_air()
        self._press("BackSpace")
        self._panel.wait_for(lambda s: _item(s) != before, "Back to undo the TAKE")
        self._settled()
        self.seen.takes -= 1
        self._rest(pace)
        self._take("api")
        self._rest(pace)

    def _trouble(self, pace: float) -> None:
        self._say("the line to Islamabad is cut")
        self._parts.senders["Islamabad"].die()
        self._take("space")
        self._rest(pace)
        self._say("somebody cuts to the moderator in OBS itself")
        self._parts.obs.hand_cut("Moderator")
        self._panel.wait_for(lambda s: s["obs"]["program"] == "Moderator", "the cut by hand")
        self._settled()
        self._panel.wait_for(lambda s: self._feed(s, "Islamabad")["status"] == "lost", "lost", 20.0)
        self.seen.lost = True
        self.photograph("4 a feed is lost")
        self._say("the line to Islamabad comes back")
        self._parts.senders["Islamabad"].come_back()
        self._panel.wait_for(
            lambda s: self._feed(s, "Islamabad")["status"] == "good", "its return", 40.0
        )
        self.seen.returned = True
        self._rest(pace)

    def _closing(self, pace: float) -> None:
        for _item_8_to_11 in range(4):
            self._take("space")
            self._rest(pace)
        self.photograph("5 the last item")
        self._note_pictures(self._panel.state())
        self._command("close-out")
        self._panel.wait_for(lambda s: s["mode"] == "close-out", "close-out")
        self._settled()
        self._rest(1.0)
        self._command("end")
        self._panel.wait_for(lambda s: s["mode"] == "ended", "the end")
        self.photograph("6 ended")

    # -- what a hand does

    def _take(self, by: str) -> None:
        """TAKE, by the key or the API, and wait until it is on air."""
        state = self._panel.state()
        wanted = state["next"]["item_id"]
        self._say(f"TAKE {state['next']['title']} ({'Space' if by == 'space' else 'API'})")
        if by == "space":
            self._press("space")
        else:
            seen = {"on_air": _item(state), "next": wanted}
            self._expect(self._panel.do("take", **seen))
        self._panel.wait_for(lambda s: _item(s) == wanted, "the item to be on air")
        self._settled()
        self.seen.takes += 1

    def _press(self, key: str) -> None:
        """Press a key that commands; once more where the screen's server lost it.

        A screen without a window manager loses the focus at times. The panel tells which command
        it heard last, so a key that was heard is never pressed twice.
        """
        heard = (self._panel.state()["last_command"] or {}).get("id")
        for _twice in range(2):
            self._screen.press(key)
            if self._is_heard(heard):
                return
            self._say(f"{key} was not heard: the window gets the keyboard again")
            self._screen.focus(WINDOW)
            self._rest(1.0)

    def _is_heard(self, before: str | None) -> bool:
        start = self._parts.now()
        while (self._parts.now().since(start)).total_seconds() < HEARD_WITHIN_S:
            state = self._panel.state()
            last = (state["last_command"] or {}).get("id")
            if last != before or state["taking"]:
                return True
            self._rest(0.05)
        return False

    def _key(self, key: str, what: str) -> None:
        self._say(f"{what} ({key})")
        self._press(key)
        self._settled()

    def _command(self, name: str, **body: Any) -> None:
        """A command by the API; where the panel asks once, the answer is yes."""
        self._say(f"{name} (API)")
        status, words = self._panel.do(name, **body)
        if words.get("reason") == "asked":
            self._rest(0.5)
            status, words = self._panel.do(name, **body)
        self._expect((status, words))

    def _expect(self, answer: tuple[int, dict[str, Any]]) -> None:
        status, words = answer
        if status >= 400:
            self.seen.troubles.append(str(words.get("sentence") or words))

    # -- what it sees

    def _settled(self) -> None:
        """Until nothing is being taken and no transition runs."""
        self._panel.wait_for(
            lambda s: not s["taking"] and not s["pending"] and not s["obs"]["transitioning"],
            "the transition to end",
        )
        self._note_pictures(self._panel.state())

    def _rest(self, seconds: float) -> None:
        """Let the show be seen for a while, and go on looking at it."""
        start = self._parts.now()
        self._panel.until(
            lambda: (self._parts.now().since(start)).total_seconds() >= seconds,
            seconds + 5,
            "time to pass",
        )

    def _on_air(self) -> str:
        return _item(self._panel.state())

    def _feed(self, state: dict[str, Any], name: str) -> dict[str, Any]:
        feeds: list[dict[str, Any]] = state["feeds"]
        found = next((f for f in feeds if f["name"] == name), None)
        if found is None:
            raise LinkError(f"The panel knows no feed {name}.")
        return found

    def _feeds_are_good(self, state: dict[str, Any]) -> bool:
        self._note_pictures(state)
        return all(self._feed(state, p)["status"] == "good" for p in PLACES_WITH_FEEDS)

    def _note_pictures(self, state: dict[str, Any]) -> None:
        for feed in state["feeds"]:
            best = self.seen.pictures.get(feed["name"], 0.0)
            self.seen.pictures[feed["name"]] = max(best, feed["fps"] or 0.0)

    def photograph(self, name: str) -> None:
        """Keep what the screen shows."""
        self._screen.photograph(self._output / f"{name}.png")


def _item(state: dict[str, Any]) -> str:
    on_air = state["on_air"]
    return str(on_air["item_id"] or "") if on_air else ""
