"""Fields to type into: text, notes, durations, times, numbers, dates."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit, QLineEdit, QPlainTextEdit

from control_panel.errors import Refused
from control_panel.running_order import entry
from control_panel.show.model import LocalTime
from control_panel.ui import layout
from control_panel.ui.setup import words
from control_panel.ui.setup.field import Field, T

_LINE = 16
"""A line of text at 100 %."""


class TypedField(Field[T]):
    """A field of one line."""

    def __init__(self, title: str, *, note: str = "", placeholder: str = "") -> None:
        self.line = QLineEdit()
        super().__init__(title, self.line, note=note)
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self._typed)

    def being_edited(self) -> bool:
        """Whether something else than the value stands there."""
        return self.line.isModified()

    def write(self, value: T) -> None:
        """Show the value, from its beginning."""
        self.line.setText(self.shown(value))
        self.line.setCursorPosition(0)
        self.understood(value)

    def shown(self, value: T) -> str:
        """The value as text."""
        return str(value)

    def understood(self, value: T) -> None:
        """Say beside the label how what is typed is understood."""

    def _typed(self, _text: str) -> None:
        if self.error.text():
            self.say("")
        try:
            self.understood(self.read())
        except Refused:
            self.tell("")


class TextField(TypedField[str]):
    """One line of text; `required` refuses an empty one."""

    def __init__(
        self, title: str, *, note: str = "", placeholder: str = "", required: str = ""
    ) -> None:
        super().__init__(title, note=note, placeholder=placeholder)
        self._required = required

    def read(self) -> str:
        """The text in one line, whatever was pasted, without spaces around it."""
        text = words.one_line(self.line.text())
        if not text and self._required:
            raise Refused(self._required, reason="empty")
        return text


class NotesField(Field[str]):
    """Several lines of text; leaving commits."""

    def __init__(self, title: str, *, lines: int = 3, placeholder: str = "") -> None:
        self.text = QPlainTextEdit()
        super().__init__(title, self.text)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(placeholder)
        layout.sized(self.text, height=_LINE * lines + 18)

    def being_edited(self) -> bool:
        """Whether something was typed."""
        return self.text.document().isModified()

    def read(self) -> str:
        """The text."""
        return self.text.toPlainText().strip()

    def write(self, value: str) -> None:
        """Show the text."""
        self.text.setPlainText(value)
        self.text.document().setModified(False)

    def takes_enter(self) -> bool:
        """Enter is a new line here."""
        return False


class DurationField(TypedField[timedelta | None]):
    """A duration as people type it; the note says in words what was understood."""

    def __init__(self, title: str, *, optional: bool = False) -> None:
        self._optional = optional
        placeholder = "none" if optional else "4:20"
        super().__init__(title, placeholder=placeholder)

    def read(self) -> timedelta | None:
        """The duration typed; None where nothing is typed and that is allowed."""
        if self._optional and not self.line.text().strip():
            return None
        return entry.duration(self.line.text())

    def shown(self, value: timedelta | None) -> str:
        """The duration as mm:ss or h:mm:ss."""
        return "" if value is None else entry.shown(value)

    def understood(self, value: timedelta | None) -> None:
        """For example `= 4 min 20 s`."""
        self.tell("" if value is None else f"= {entry.in_words(value)}")


class LocalTimeField(TypedField[LocalTime | None]):
    """A wall time in the show's zone, with `+1` for the next day."""

    def __init__(self, title: str, *, optional: bool = False, placeholder: str = "14:25") -> None:
        self._optional = optional
        super().__init__(title, placeholder=placeholder)
        self.says: str = ""

    def read(self) -> LocalTime | None:
        """The time typed; the day's second pass of an hour is kept where the time is the same."""
        text = self.line.text().strip()
        if self._optional and not text:
            return None
        read = entry.local_time(text)
        known = self._value
        if known is not None and (known.at, known.day) == (read.at, read.day):
            return known
        return read

    def shown(self, value: LocalTime | None) -> str:
        """The time, with seconds where there are some."""
        return "" if value is None else entry.shown_time(value)


class NumberField(TypedField[float | None]):
    """A number with its unit and its limits; `whole` refuses fractions."""

    def __init__(
        self,
        title: str,
        unit: str,
        least: float,
        most: float,
        *,
        whole: bool = True,
        optional: bool = False,
    ) -> None:
        self._unit, self._least, self._most = unit, least, most
        self._whole, self._optional = whole, optional
        super().__init__(title, note=unit, placeholder="not agreed" if optional else "")

    def read(self) -> float | None:
        """The number typed; None where nothing is typed and that is allowed."""
        text = self.line.text().strip().replace(",", ".").removesuffix(self._unit).strip()
        if not text and self._optional:
            return None
        try:
            number = float(text)
        except ValueError:
            raise Refused(f"“{text}” is not a number. {self._limits()}", reason="number") from None
        if self._whole and not number.is_integer():
            raise Refused(f"Whole {self._unit or 'numbers'} only.", reason="number")
        if not self._least <= number <= self._most:
            raise Refused(f"{text} is outside. {self._limits()}", reason="number")
        return int(number) if self._whole else number

    def shown(self, value: float | None) -> str:
        """The number without needless zeros."""
        return "" if value is None else f"{value:g}" if value < 1e6 else str(int(value))

    def _limits(self) -> str:
        return f"{self._least:g} to {self._most:g} {self._unit}.".replace(" .", ".")


class DateField(Field[date]):
    """A day."""

    def __init__(self, title: str) -> None:
        self.day = QDateEdit()
        super().__init__(title, self.day)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.userDateChanged.connect(self._changed)

    def being_edited(self) -> bool:
        """Whether another day stands there."""
        return self._value is not None and self.read() != self._value

    def read(self) -> date:
        """The day shown."""
        shown = self.day.date()
        return date(shown.year(), shown.month(), shown.day())

    def write(self, value: date) -> None:
        """Show the day; the note has its weekday."""
        self.day.setDate(QDate(value.year, value.month, value.day))

    def _changed(self, day: QDate) -> None:
        self.tell(QLocale().dayName(day.dayOfWeek()))
