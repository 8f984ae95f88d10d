"""A show written out by hand in which every edit finds something to do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from control_panel.show.model import (
    Clip,
    Contributor,
    CustomColumn,
    EndAction,
    Feed,
    FeedKind,
    Group,
    Item,
    ItemKind,
    LadderStep,
    LocalTime,
    LowerThird,
    MessagePreset,
    Phone,
    Rung,
    RunningOrder,
    Shot,
    Show,
    Transition,
)

MINUTE = timedelta(minutes=1)

PEOPLE = (
    Contributor(
        "Amina",
        id="amina",
        place="Kinshasa",
        zone="Africa/Kinshasa",
        languages=("fr", "sw"),
        phones=(Phone("+243 000", "mobile"),),
        thin_line=True,
        available_from=datetime(2026, 5, 4, 13, tzinfo=UTC),
    ),
    Contributor("Ravi", id="ravi", place="New Delhi", zone="Asia/Kolkata"),
)
FEEDS = (
    Feed(
        "Kinshasa",
        id="kin",
        contributor_id="amina",
        primary="srt://0.0.0.0:9000?mode=listener",
        obs_input="Kinshasa cam",
    ),
    Feed("New Delhi", id="del", contributor_id="ravi", primary="rtmp://0.0.0.0:1935/live"),
    Feed("Studio", id="stu", kind=FeedKind.OBS_SOURCE, obs_input="Mic 1"),
)
ITEMS = (
    Item("Opening", id="open", planned=2 * MINUTE, scene="Studio wide", kind=ItemKind.STUDIO),
    Item(
        "Kinshasa",
        id="k",
        group_id="talk",
        planned=5 * MINUTE,
        minimum=3 * MINUTE,
        scene="Kinshasa",
        heard=("Mic 1", "Kinshasa cam"),
        shots=(
            Shot("Kinshasa", id="k1", key=1, heard=("Kinshasa cam",)),
            Shot("Studio wide", id="k2", key=2),
            Shot("Holding", id="k3"),
        ),
        at_end=EndAction.CUT_TO_SHOT,
        end_shot_id="k2",
        transition=Transition("fade_transition", "Fade", timedelta(milliseconds=800)),
        feed_ids=("kin",),
        lower_third=LowerThird("Amina", "Nurse"),
        studio_shot="Studio wide",
        ladder=(LadderStep(Rung.BACKUP, "kin"), LadderStep(Rung.SWAP, "d")),
        custom=(("cam", "2"),),
    ),
    Item("New Delhi", id="d", group_id="talk", planned=5 * MINUTE, feed_ids=("del",)),
    Item("Questions", id="q", group_id="ask", planned=8 * MINUTE, kind=ItemKind.QUESTIONS),
    Item(
        "Film",
        id="f",
        planned=3 * MINUTE,
        hard_start=LocalTime(time(10, 30)),
        clip=Clip("film.mkv", timedelta(seconds=181)),
        floated=True,
    ),
)
SHELF = (Item("Spare", id="s", group_id="talk", planned=MINUTE),)
SHOW = Show(
    "One question",
    date(2026, 5, 4),
    zone="America/New_York",
    id="show",
    on_air=LocalTime(time(10)),
    off_air=LocalTime(time(11)),
    running_orders=(
        RunningOrder(
            id="order",
            groups=(Group("Talks", id="talk"), Group("Answers", id="ask"), Group("Later", id="e")),
            items=ITEMS,
            shelf=SHELF,
        ),
    ),
    custom_columns=(CustomColumn("Camera", id="cam"), CustomColumn("Light", id="light")),
    message_presets=(MessagePreset("Wrap up", id="wrap"), MessagePreset("Louder", id="loud")),
    feeds=FEEDS,
    contributors=PEOPLE,
    holding_scene="Holding",
    name_input="Name",
)
