"""The requests about pictures and outputs that the fake OBS answers."""

from __future__ import annotations

import base64

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage

from tests.fakes.obs_requests import Data, answers
from tests.fakes.obs_studio import Studio
from tests.fakes.obs_values import Failed


@answers("GetSourceScreenshot")
def screenshot(studio: Studio, data: Data) -> Data:
    name = str(data.get("sourceName"))
    if not studio.is_scene(name):
        studio.input(name)
    width, height = int(data.get("imageWidth", 64)), int(data.get("imageHeight", 36))
    kind = str(data.get("imageFormat", "png"))
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor(studio.colour_of(name)))
    raw = QByteArray()
    buffer = QBuffer(raw)
    picture.save(buffer, "png" if kind == "png" else "jpg")  # type: ignore[call-overload]  # Qt's hints want bytes here
    text = base64.b64encode(raw.data()).decode()
    return {"imageData": f"data:image/{kind};base64,{text}"}


# Outputs


def _output(studio: Studio, what: str) -> Data:
    output = studio.outputs[what]
    state = {"outputActive": output.active, "outputTimecode": "00:00:00.000", "outputDuration": 0}
    if what == "Stream":
        extra = {"outputReconnecting": False, "outputCongestion": 0.0, "outputSkippedFrames": 0}
        return {**state, **extra, "outputBytes": 0, "outputTotalFrames": 0}
    return {**state, "outputPaused": False, "outputBytes": 0}


@answers("GetStreamStatus")
def stream_status(studio: Studio, data: Data) -> Data:
    return _output(studio, "Stream")


@answers("GetRecordStatus")
def record_status(studio: Studio, data: Data) -> Data:
    return _output(studio, "Record")


@answers("StartStream")
def start_stream(studio: Studio, data: Data) -> None:
    studio.output("Stream", on=True)


@answers("StopStream")
def stop_stream(studio: Studio, data: Data) -> None:
    studio.output("Stream", on=False)


@answers("StartRecord")
def start_record(studio: Studio, data: Data) -> None:
    studio.output("Record", on=True)


@answers("StopRecord")
def stop_record(studio: Studio, data: Data) -> Data:
    studio.output("Record", on=False)
    return {"outputPath": "/nowhere/show.mkv"}


@answers("GetVirtualCamStatus")
def virtual_cam(studio: Studio, data: Data) -> Data:
    raise Failed(604, "VirtualCam is not available.")


@answers("GetReplayBufferStatus")
def replay_buffer(studio: Studio, data: Data) -> Data:
    raise Failed(604, "Replay buffer is not available.")
