"""ObsClient against the fake OBS and the real one: the same suite, so that the fake is not kind."""

from __future__ import annotations

from tests.obs_parts import AnyObs, client_of


def test_connects_and_knows_its_version(obs: AnyObs, qtbot):
    with client_of(obs) as client:
        with qtbot.waitSignal(client.bridge.connected) as up:
            client.start()
        generation, version = up.args
        assert generation == client.generation == 1
        assert version["rpcVersion"] == 1
        assert client.supports("GetSceneList")
