"""The command line: one door a line, and each trouble one sentence."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from importlib import metadata
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from control_panel.errors import PanelError, Refused, StoreError

if TYPE_CHECKING:
    from control_panel.show.model import Playhead, Show

WRONG_USE = 2
FAILED = 1

Door = Callable[[argparse.Namespace], int]

_ABOUT = """\
A control room for live conversations across the world.

  control-panel [SHOW]                open the panel
  control-panel demo                  a show of its own, with its own OBS and feeds
  control-panel import FILE SHOW      make a show file from FILE (.json)
  control-panel export SHOW FILE      write a show file as FILE (.json), without secrets
  control-panel schedule SHOW         every planned and expected time
  control-panel doctor                what is missing on this computer, and the remedy

control-panel DOOR --help says more of a door. A show file that is named like a door is opened
with its folder: ./demo
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one door; its exit code: 0 done, 1 failed, 2 wrong use."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A pipe on Windows cannot write every language that a running order is in.
            stream.reconfigure(errors="backslashreplace")
    try:
        if words and words[0] in _DOORS:
            parser, door = _DOORS[words[0]]()
            return door(parser.parse_args(words[1:]))
        return _open(_panel_parser().parse_args(words))
    except PanelError as error:
        _complain(error.sentence)
        return WRONG_USE if error.reason == "use" else FAILED
    except BrokenPipeError:
        # The reader (head, less) has enough. Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _panel_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="control-panel",
        usage="control-panel [SHOW | demo | import | export | schedule | doctor] ...",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("show", nargs="?", type=Path, metavar="SHOW", help="a show file")
    parser.add_argument("--version", action="version", version=f"control-panel {_version()}")
    return parser


def _version() -> str:
    try:
        return metadata.version("control-panel")
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _open(asked: argparse.Namespace) -> int:
    from control_panel import app

    return int(app.run(asked.show))


def _demo() -> tuple[argparse.ArgumentParser, Door]:
    parser = _parser("demo", "Run a show by itself: its own OBS, its own feeds, nothing of yours.")
    parser.add_argument("--headless", action="store_true", help="without a display, by itself")
    parser.add_argument("--seconds", type=_seconds, metavar="N", help="how long it runs")
    parser.add_argument("--output", type=Path, metavar="DIR", help="where its findings are left")
    parser.add_argument("--sabotage", action="store_true", help="drop one take: it must say FAILED")

    def door(asked: argparse.Namespace) -> int:
        from control_panel import demo

        return int(
            demo.run(
                headless=asked.headless,
                seconds=asked.seconds,
                output=asked.output,
                sabotage=asked.sabotage,
            )
        )

    return parser, door


def _import() -> tuple[argparse.ArgumentParser, Door]:
    parser = _parser("import", "Make a show file from FILE. A show file that exists is left alone.")
    parser.add_argument("file", type=Path, metavar="FILE", help="a show as .json")
    _show(parser)

    def door(asked: argparse.Namespace) -> int:
        from control_panel.exchange.show_json import from_json
        from control_panel.show.store import Store

        _only_json(asked.file)
        show = from_json(_text_of(asked.file), _complain)
        Store.create(asked.show, show)
        sys.stdout.write(f"{asked.show}: “{show.title}”, {len(show.order.items)} items.\n")
        return 0

    return parser, door


def _export() -> tuple[argparse.ArgumentParser, Door]:
    parser = _parser("export", "Write a show as FILE, without passwords and stream keys.")
    _show(parser)
    parser.add_argument("file", type=Path, metavar="FILE", help="the .json file to write")

    def door(asked: argparse.Namespace) -> int:
        from control_panel.exchange.show_json import to_json
        from control_panel.paths import write_whole

        _only_json(asked.file)
        show, _ = _stored(asked.show)
        try:
            write_whole(asked.file, to_json(show))
        except OSError as error:
            raise StoreError(f"{asked.file} cannot be written: {_why(error)}.") from error
        sys.stdout.write(f"{asked.file}: “{show.title}”, {len(show.order.items)} items.\n")
        return 0

    return parser, door


def _schedule() -> tuple[argparse.ArgumentParser, Door]:
    parser = _parser("schedule", "Every planned and expected time of a show.")
    _show(parser)
    parser.add_argument(
        "--at", type=_time, metavar="ISO", help="as of then; without an offset: in the show's zone"
    )
    parser.add_argument(
        "--on-air", metavar="ITEM", help="as if ITEM were on air: id, number, title"
    )
    parser.add_argument("--since", type=_time, metavar="ISO", help="when ITEM was taken")
    parser.add_argument(
        "--added", type=_amount, metavar="SECONDS", default=timedelta(0), help="time added to ITEM"
    )
    parser.add_argument("--json", action="store_true", help="as JSON: ISO-8601 UTC, milliseconds")

    def door(asked: argparse.Namespace) -> int:
        if (asked.on_air is None) != (asked.since is None) or (
            asked.added and asked.on_air is None
        ):
            parser.error("--on-air and --since belong together, and --added to them")
        return _print_schedule(asked)

    return parser, door


def _doctor() -> tuple[argparse.ArgumentParser, Door]:
    parser = _parser("doctor", "What is installed here, what is missing, what to do about it.")
    parser.add_argument("--json", action="store_true", help="as JSON")

    def door(asked: argparse.Namespace) -> int:
        from control_panel import doctor

        return doctor.main(as_json=asked.json)

    return parser, door


_DOORS: dict[str, Callable[[], tuple[argparse.ArgumentParser, Door]]] = {
    "demo": _demo,
    "import": _import,
    "export": _export,
    "schedule": _schedule,
    "doctor": _doctor,
}


def _print_schedule(asked: argparse.Namespace) -> int:
    from control_panel.clock import Clock
    from control_panel.running_order.supposed import as_if_on_air
    from control_panel.running_order.timing import schedule
    from control_panel.web.timetable import as_json, as_table

    show, playhead = _stored(asked.show)
    now = Clock().now()
    if asked.at is not None:
        now = now.shifted(_aware(asked.at, show) - now.wall)
    if asked.on_air is not None:
        since = now.shifted(_aware(asked.since, show) - now.wall)
        playhead = as_if_on_air(show, asked.on_air, since, asked.added)
    found = schedule(show, playhead, now)
    sys.stdout.write((as_json if asked.json else as_table)(show, found) + "\n")
    return 0


def _complain(sentence: str) -> None:
    if sys.stderr is not None:  # the window's own program has none on Windows
        sys.stderr.write(f"control-panel: {sentence}\n")


def _parser(door: str, about: str) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(prog=f"control-panel {door}", description=about)


def _show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("show", type=Path, metavar="SHOW", help="a show file")


def _stored(path: Path) -> tuple[Show, Playhead]:
    """The show and where it stands, read beside a panel that may have it open."""
    from control_panel.show.store import Store

    store = Store.open(path)
    try:
        stored = store.load()
    finally:
        store.close()
    for sentence in stored.told:
        _complain(sentence)
    return stored.show, stored.playhead


def _only_json(path: Path) -> None:
    if path.suffix.lower() != ".json":
        sentence = f"“{path.name}”: so far .json is the one format that can be read and written."
        raise Refused(sentence, reason="use")


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} cannot be read: {_why(error)}.") from error


def _why(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is no text in UTF-8"
    return (error.strerror or type(error).__name__).lower()


def _time(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is no ISO-8601 time") from None
    if not 1970 <= found.year < 9999:
        raise argparse.ArgumentTypeError(f"“{text}” is no year for a show")
    return found


def _aware(at: datetime, show: Show) -> datetime:
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(show.zone))).astimezone(UTC)


def _amount(text: str) -> timedelta:
    try:
        found = timedelta(seconds=float(text))
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds") from None
    if abs(found) > timedelta(days=1):
        raise argparse.ArgumentTypeError("must be within a day")
    return found


def _seconds(text: str) -> float:
    seconds = _amount(text).total_seconds()
    if seconds <= 0:
        raise argparse.ArgumentTypeError("must be more than 0")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
