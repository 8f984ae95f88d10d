"""What is in the fake OBS: scenes, inputs, outputs, and what hands do to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakes.obs_values import (
    FRAME,
    INPUTS,
    OUTPUTS,
    SCENE_ITEMS,
    SCENES,
    Failed,
    Item,
    Output,
    Running,
    Scene,
    Source,
    Timer,
    Transition,
)


class Furniture:
    """The things of one OBS, and who is told of them."""

    def __init__(
        self,
        say: Callable[[str, int, dict[str, Any]], None],
        later: Callable[[float, Callable[[], None]], Timer],
    ) -> None:
        self.say = say
        self.later = later
        self.scenes: list[Scene] = []
        """Top first, as OBS's window lists them."""
        self.inputs: dict[str, Source] = {}
        self.transitions = [
            Transition("Cut", "cut_transition", fixed=True),
            Transition("Fade", "fade_transition"),
        ]
        self.transition = "Fade"
        self.duration = 300
        self.studio_mode = False
        self.swap = True
        self.duplicates = True
        """In studio mode each switch goes to a new copy of the scene ("Duplicate Scene")."""
        self.program = ""
        """What OBS says is program."""
        self.on_air = ""
        """What is in program."""
        self.preview = ""
        self.swap_scene = ""
        """What the swap will put in preview."""
        self.running: Running | None = None
        self.hanging = ""
        """The scene that a transition led to which was broken off: active, and not seen."""
        self.let_go: Running | None = None
        """That transition: in studio mode OBS takes it for running until its length is over."""
        self.active: set[str] = set()
        self.showing: set[str] = set()
        self.outputs = {"Stream": Output(), "Record": Output()}
        self.collection = "Show"
        self.collections = ["Show", "Other"]
        self.changing = False
        self.changing_takes = 0.2
        self.kept: dict[str, tuple[list[Scene], dict[str, Source]]] = {}
        self.drop_next_take = False
        self.event_delay = 0.0
        """Seconds by which the end of a transition is told late."""
        self.next_item = 1

    def take(self, target: str) -> None:
        """Go to a scene."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Tell which inputs are active and showing now."""
        raise NotImplementedError

    # What there is

    def scene(self, name: Any) -> Scene:
        if not isinstance(name, str) or not name:
            raise Failed(301, "Your request data is missing or invalid (non-object)")
        for scene in self.scenes:
            if scene.name == name:
                return scene
        raise Failed(600, f"No source was found by the name of `{name}`.")

    def input(self, name: Any) -> Source:
        if name not in self.inputs:
            raise Failed(600, f"No source was found by the name of `{name}`.")
        return self.inputs[name]

    def is_scene(self, name: str) -> bool:
        return any(scene.name == name for scene in self.scenes)

    def shown_by(self, scene_name: str) -> set[str]:
        """The inputs that a scene shows, through scenes in it and groups."""
        found: set[str] = set()
        for scene in self.scenes:
            if scene.name != scene_name:
                continue
            for item in scene.items:
                if item.enabled:
                    nested = self.is_scene(item.source)
                    found |= self.shown_by(item.source) if nested else {item.source}
        return found

    def add_scene(self, name: str, *sources: str, is_group: bool = False) -> Scene:
        """A scene of sources that exist; for the beginning, nothing is said."""
        scene = Scene(name, is_group=is_group)
        for source in sources:
            scene.items.append(Item(self.new_item(), source))
        self.scenes.append(scene)
        if not self.program and not is_group:
            self.program = self.on_air = self.preview = name
        return scene

    def add_input(self, name: str, kind: str, **settings: Any) -> Source:
        audio = kind in {"ffmpeg_source", "pulse_input_capture"}
        made = Source(name, kind, dict(settings), False if audio else None)
        self.inputs[name] = made
        return made

    def new_item(self) -> int:
        self.next_item += 1
        return self.next_item - 1

    # What hands do

    def rename_scene(self, old: str, new: str) -> None:
        self.scene(old).name = new
        for scene in self.scenes:
            for item in scene.items:
                item.source = new if item.source == old else item.source
        for what in ("program", "on_air", "preview"):
            if getattr(self, what) == old:
                setattr(self, what, new)
        told = {"oldSceneName": old, "sceneName": new}
        self.say("SceneNameChanged", SCENES, told)

    def remove_scene(self, name: str) -> None:
        scene = self.scene(name)
        real = [one for one in self.scenes if not one.is_group]
        if len(real) == 1:
            raise Failed(603, "You cannot remove the last scene in the collection.")
        place = self.scenes.index(scene)
        self.scenes.remove(scene)
        self.say("SceneRemoved", SCENES, {"sceneName": name, "isGroup": scene.is_group})
        if name == self.program:
            self.take(self.scenes[max(0, place - 1)].name)
        if name == self.preview:
            self.preview = self.program
        self.say("SceneListChanged", SCENES, {"scenes": self.scene_list()})
        self.later(FRAME / 2, self.refresh)

    def rename_input(self, old: str, new: str) -> None:
        source = self.input(old)
        del self.inputs[old]
        source.name = new
        self.inputs[new] = source
        for scene in self.scenes:
            for item in scene.items:
                item.source = new if item.source == old else item.source
        for known in (self.active, self.showing):
            if old in known:
                known.symmetric_difference_update({old, new})
        self.say("InputNameChanged", INPUTS, {"oldInputName": old, "inputName": new})

    def mute(self, name: str, *, muted: bool) -> None:
        source = self.input(name)
        if source.muted is None:
            raise Failed(604, "The specified input does not support audio.")
        source.muted = muted
        # Told also where nothing has changed.
        self.say("InputMuteStateChanged", INPUTS, {"inputName": name, "inputMuted": muted})

    def enable_item(self, scene: str, item_id: Any, *, enabled: bool) -> None:
        for item in self.scene(scene).items:
            if item.id == item_id:
                item.enabled = enabled
                told = {"sceneName": scene, "sceneItemId": item_id, "sceneItemEnabled": enabled}
                self.say("SceneItemEnableStateChanged", SCENE_ITEMS, told)
                self.later(FRAME / 2, self.refresh)
                return
        raise Failed(600, "No scene items were found in the specified scene by that ID.")

    def scene_list(self) -> list[dict[str, Any]]:
        """Bottom first, as obs-websocket gives it."""
        real = [scene.name for scene in self.scenes if not scene.is_group]
        return [{"sceneIndex": i, "sceneName": n} for i, n in enumerate(reversed(real))]

    def place(self, scene: str, source: str) -> int:
        """Put a source on top of a scene."""
        item = Item(self.new_item(), source)
        self.scene(scene).items.append(item)
        told = {"sceneName": scene, "sourceName": source, "sceneItemId": item.id}
        self.say("SceneItemCreated", SCENE_ITEMS, {**told, "sceneItemIndex": 0})
        self.later(FRAME / 2, self.refresh)
        return item.id

    def unplace(self, scene: str, item_id: Any) -> None:
        items = self.scene(scene).items
        for item in [one for one in items if one.id == item_id]:
            items.remove(item)
            told = {"sceneName": scene, "sourceName": item.source, "sceneItemId": item.id}
            self.say("SceneItemRemoved", SCENE_ITEMS, told)
            self.later(FRAME / 2, self.refresh)
            return
        raise Failed(600, "No scene items were found in the specified scene by that ID.")

    def output(self, what: str, *, on: bool) -> None:
        """Start or stop the stream or the recording: answered at once, done a moment later."""
        output = self.outputs[what]
        if output.active == on:
            raise Failed(500 if on else 501, "")
        steps = ("STARTING", "STARTED") if on else ("STOPPING", "STOPPED")
        self._output_state(what, steps[0])
        self.later(FRAME, lambda: self._output_state(what, steps[1]))

    def _output_state(self, what: str, state: str) -> None:
        output = self.outputs[what]
        output.state = f"OBS_WEBSOCKET_OUTPUT_{state}"
        if state in {"STARTED", "STOPPED"}:
            output.active = state == "STARTED"
        told: dict[str, Any] = {"outputActive": state == "STARTED", "outputState": output.state}
        if what == "Record":
            told["outputPath"] = "/nowhere/show.mkv" if state in {"STARTED", "STOPPED"} else None
        self.say(f"{what}StateChanged", OUTPUTS, told)

    def colour_of(self, name: str) -> str:
        """The colour that a source shows, as #rrggbb."""
        for inner in (name, *sorted(self.shown_by(name))):
            known = self.inputs.get(inner)
            if known is not None and "color" in known.settings:
                abgr = int(known.settings["color"])
                return f"#{abgr & 255:02x}{abgr >> 8 & 255:02x}{abgr >> 16 & 255:02x}"
        return "#000000"
