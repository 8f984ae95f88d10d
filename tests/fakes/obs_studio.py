"""An OBS 29.0.2 in memory: what it shows, says and gets wrong, as measured on the real one."""

from __future__ import annotations

from typing import Any

from tests.fakes.obs_furniture import Furniture
from tests.fakes.obs_values import (
    ACTIVE,
    CONFIG,
    FRAME,
    INPUTS,
    PREVIEW_LAG,
    SCENES,
    SHOWING,
    TRANSITIONS,
    UI,
    Failed,
    Running,
    Scene,
)


class Studio(Furniture):
    """One OBS: `say` is called for each event, `later` is its time."""

    def take(self, target: str) -> None:
        """SetCurrentProgramScene, by whom ever: answered well whether or not it is done."""
        self.scene(target)
        if self.studio_mode and not self.copies and target == self.program:
            return
        if not self.copies and self.running is None and target == self.on_air:
            # Believed all the same, where another scene hangs.
            self.program = target
            return
        # OBS believes itself at once, and only then sees that it is busy.
        self.swap_scene, self.program = self.program, target
        if self.studio_mode and self._believed_running(target):
            return
        if self.drop_next_take:
            self.drop_next_take = False
            return
        self._start(target)

    @property
    def copies(self) -> bool:
        """Whether what goes to program is a copy, and so never there already."""
        return self.studio_mode and self.duplicates

    def _believed_running(self, target: str) -> bool:
        if self.running is not None:
            return self.running.moving and not self.running.cut
        gone = self.let_go
        return (
            gone is not None and not gone.over and gone.transition == self.transition_of(target)[0]
        )

    def trigger(self) -> None:
        """TriggerStudioModeTransition: what is in preview at this moment."""
        if not self.studio_mode:
            raise Failed(506, "")
        self.take(self.preview)

    def _start(self, target: str) -> None:
        name, length = self.transition_of(target)
        told = {"transitionName": name}
        if not self.copies and self._goes_on(target):
            self.say("SceneTransitionStarted", TRANSITIONS, told)
            return
        source = self.on_air
        if self.running is not None:
            source = self.running.source  # interrupted: its end is never told
            if self.running.timer is not None:
                self.running.timer.cancel()
        self.hanging = ""
        self.running = Running(name, source, target, cut=length == 0)
        self.on_air = target
        self.say("SceneTransitionStarted", TRANSITIONS, told)
        running = self.running
        self.later(FRAME / 2, lambda: self._first_picture(running))
        seconds = length / 1000 if length else FRAME / 2
        running.timer = self.later(seconds, self._stop)
        self.later(seconds, lambda: setattr(running, "over", True))

    def _goes_on(self, target: str) -> bool:
        """A start that starts nothing: the same scene again, or one that a broken end left."""
        running = self.running
        if running is None:
            return target == self.hanging
        if target == running.source:
            # The clock of the one that runs goes on, back to where it began.
            running.target = self.on_air = target
            self.later(FRAME / 2, self.refresh)
            return True
        return target == running.target

    def _first_picture(self, running: Running) -> None:
        running.moving = True
        self.refresh()

    def transition_of(self, target: str) -> tuple[str, int]:
        """The transition that would run to a scene, and its length in ms (0: a cut)."""
        name, length = self.scene(target).override
        chosen = name or self.transition
        fixed = any(t.name == chosen and t.kind == "cut_transition" for t in self.transitions)
        return chosen, 0 if fixed else (length or self.duration)

    def _stop(self) -> None:
        running, self.running = self.running, None
        if running is None:
            return
        told = {"transitionName": running.transition}
        self.say("SceneTransitionVideoEnded", TRANSITIONS, told)
        self.later(self.event_delay, self._commit)
        # The sound ends a little later than the picture.
        self.later(FRAME / 2, lambda: self.say("SceneTransitionEnded", TRANSITIONS, told))
        self.later(FRAME, self.refresh)

    def _commit(self) -> None:
        """What OBS's window does, on its own thread, after a transition."""
        if self.studio_mode and self.swap and self.swap_scene not in {"", self.preview}:
            self.preview = self.swap_scene
            self.say("CurrentPreviewSceneChanged", SCENES, {"sceneName": self.preview})
        # Filled from the same variable that a dropped take has overwritten.
        self.say("CurrentProgramSceneChanged", SCENES, {"sceneName": self.program})

    def set_transition(self, name: Any) -> None:
        """SetCurrentSceneTransition; within another OBS lets go of it and shows what was before.

        The scene that it led to hangs on: named as program, its inputs active, not seen.
        """
        if not any(t.name == name for t in self.transitions):
            raise Failed(600, "No scene transition was found by that name.")
        running = self.running
        if running is not None and name != running.transition:
            if running.timer is not None:
                running.timer.cancel()
            self.on_air, self.hanging = running.source, running.target
            self.running, self.let_go = None, running
            self.later(FRAME / 2, self.refresh)
        self.transition = str(name)
        # Told also where nothing has changed.
        self.say("CurrentSceneTransitionChanged", TRANSITIONS, {"transitionName": name})

    def set_duration(self, length: Any) -> None:
        if not isinstance(length, int) or not 50 <= length <= 20000:
            raise Failed(402, "The field `transitionDuration` is out of range.")
        if length != self.duration:
            self.duration = length
            told = {"transitionDuration": length}
            self.say("CurrentSceneTransitionDurationChanged", TRANSITIONS, told)

    def set_preview(self, name: str) -> None:
        """SetCurrentPreviewScene: answered at once, done a moment later."""
        self.scene(name)
        if not self.studio_mode:
            raise Failed(506, "")

        def do() -> None:
            if self.studio_mode and self.is_scene(name) and self.preview != name:
                self.preview = name
                self.say("CurrentPreviewSceneChanged", SCENES, {"sceneName": name})
                self.refresh()

        self.later(PREVIEW_LAG, do)

    def set_studio_mode(self, *, on: bool) -> None:
        if on == self.studio_mode:
            return
        if not on:
            for scene in (self.preview, self.program):
                self.say("CurrentProgramSceneChanged", SCENES, {"sceneName": scene})
            # OBS now shows what it says, with no transition: after a dropped take, another scene.
            self.on_air = self.program
        elif self.hanging:
            self.on_air = self.program
        self.hanging = ""
        self.studio_mode = on
        self.preview = self.program
        self.say("StudioModeStateChanged", UI, {"studioModeEnabled": on})
        self.refresh()

    def refresh(self) -> None:
        """Tell which inputs have become, or are no longer, active and showing."""
        shown = [self.on_air, self.hanging] + ([self.running.source] if self.running else [])
        active = set[str]().union(*(self.shown_by(name) for name in shown if name))
        for name in sorted(active ^ self.active):
            told = {"inputName": name, "videoActive": name in active}
            self.say("InputActiveStateChanged", ACTIVE, told)
        self.active = active
        showing = active | (self.shown_by(self.preview) if self.studio_mode else set())
        for name in sorted(showing ^ self.showing):
            told = {"inputName": name, "videoShowing": name in showing}
            self.say("InputShowStateChanged", SHOWING, told)
        self.showing = showing

    def change_collection(self, name: str) -> None:
        """Another scene collection: a flood between Changing and Changed."""
        if name not in self.collections:
            raise Failed(600, "")
        if name == self.collection:
            return
        self.changing = True
        told = {"sceneCollectionName": self.collection}
        self.say("CurrentSceneCollectionChanging", CONFIG, told)
        for scene in self.scenes:
            self.say("SceneRemoved", SCENES, {"sceneName": scene.name, "isGroup": scene.is_group})
        for known in self.inputs:
            self.say("InputRemoved", INPUTS, {"inputName": known})
        self.kept[self.collection] = (self.scenes, self.inputs)
        self.collection = name
        self.scenes, self.inputs = self.kept.get(name, ([Scene("Scene")], {}))
        self.active, self.showing, self.running, self.hanging = set(), set(), None, ""
        self.program = self.on_air = self.preview = self.scenes[0].name
        for scene in self.scenes:
            self.say("SceneCreated", SCENES, {"sceneName": scene.name, "isGroup": scene.is_group})
        self.later(self.changing_takes, self._changed)

    def _changed(self) -> None:
        self.changing = False
        self.say("SceneListChanged", SCENES, {"scenes": self.scene_list()})
        self.say("CurrentProgramSceneChanged", SCENES, {"sceneName": self.program})
        told = {"sceneCollectionName": self.collection}
        self.say("CurrentSceneCollectionChanged", CONFIG, told)
        self.refresh()
