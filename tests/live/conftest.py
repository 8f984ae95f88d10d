"""What the live suites stand on: one real OBS and one fake for the whole run, put back each time.

`obs` is parametrised: a test that asks for it runs against the fake, and, marked live, against
the real one. A test that kills its OBS asks for `own_obs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from control_panel.demo.obs_process import RealObs
from control_panel.obs.client import Address
from tests.fakes.obs_server import FakeObs
from tests.obs_parts import SCENES, AnyObs, make_fake, make_real, put_back


@pytest.fixture(scope="session")
def shared_real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealObs]:
    """The real OBS, started once."""
    obs = make_real(tmp_path_factory.mktemp("obs"))
    yield obs
    obs.stop()


@pytest.fixture(scope="session", params=["fake", pytest.param("real", marks=pytest.mark.live)])
def shared_obs(request: pytest.FixtureRequest) -> Iterator[AnyObs]:
    """The fake, then the real OBS."""
    if request.param == "real":
        yield request.getfixturevalue("shared_real")
        return
    fake = make_fake()
    yield fake
    fake.stop()


@pytest.fixture
def obs(shared_obs: AnyObs) -> AnyObs:
    """An OBS, fake and real, as it was at first (`tests.obs_parts.put_back`)."""
    _alive(shared_obs)
    put_back(shared_obs)
    return shared_obs


@pytest.fixture
def real_obs(shared_real: RealObs) -> RealObs:
    """The real OBS, as it was at first."""
    _alive(shared_real)
    put_back(shared_real)
    return shared_real


@pytest.fixture(scope="session")
def shared_open(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealObs]:
    """A real OBS without a password, for panels that have no keyring to find one in."""
    with RealObs(tmp_path_factory.mktemp("open-obs"), password="") as obs:
        yield obs


@pytest.fixture
def open_obs(shared_open: RealObs) -> RealObs:
    """The same, as it was at first."""
    _alive(shared_open)
    put_back(shared_open)
    return shared_open


@pytest.fixture(scope="session", params=["fake", pytest.param("real", marks=pytest.mark.live)])
def shared_narrow(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[AnyObs]:
    """An OBS in which a broken fade is hard to heal: two scenes, and "Duplicate Scene" off."""
    if request.param == "real":
        home = tmp_path_factory.mktemp("narrow-obs")
        made: FakeObs | RealObs = RealObs(home, password="", duplicate_scene=False).start()
    else:
        made = make_fake("")
        made.do(lambda studio: setattr(studio, "duplicates", False))
    for scene in set(SCENES) - {"A", "B"}:
        made.hand("RemoveScene", sceneName=scene)
    yield made
    made.stop()


@pytest.fixture
def narrow_obs(shared_narrow: AnyObs) -> AnyObs:
    """The same, as it was at first."""
    _alive(shared_narrow)
    put_back(shared_narrow, "AB")
    return shared_narrow


@pytest.fixture
def obs_address(real_obs: RealObs) -> Address:
    """Where the real OBS listens."""
    return real_obs.address


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.live)])
def own_obs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FakeObs | RealObs]:
    """An OBS of the test's own, which it may kill and start again."""
    made = make_real(tmp_path / "obs") if request.param == "real" else make_fake()
    yield made
    made.stop()


def _alive(obs: AnyObs) -> None:
    """OBS 29.0.2 dies by itself once in 800 takes (decision 14): the next test gets it back."""
    if isinstance(obs, RealObs) and not obs.running:
        print("OBS had died by itself and is started again")  # noqa: T201  pytest shows it
        obs.kill()
        obs.start()
