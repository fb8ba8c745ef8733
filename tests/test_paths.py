"""Where things live, for a user who has no home: a number without a name, as containers have it."""

from __future__ import annotations

import pwd
from collections.abc import Callable
from pathlib import Path

import pytest

from digest.errors import ConfigError, DigestError, StateError
from digest.paths import find_config, state_file


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def unknown(_: int) -> pwd.struct_passwd:
        raise KeyError

    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", unknown)
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize(
    ("look", "error"), [(state_file, StateError), (lambda: find_config(None, {}), ConfigError)], ids=["state", "feeds.yaml"]
)
def test_user_without_a_home_is_told_what_to_set(look: Callable[[], object], error: type[DigestError]) -> None:
    with pytest.raises(error, match=r"no home folder.*set HOME"):
        look()


@pytest.mark.usefixtures("nobody")
def test_user_without_a_home_may_name_the_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    assert state_file() == tmp_path / "digest" / "digest.db"
    assert find_config(tmp_path / "feeds.yaml", {}).origin == "--config"
