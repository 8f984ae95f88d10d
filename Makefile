# make setup | demo | test | check | bench | soak | translation      (Debian 12: everything missing is installed)

VENV   := .venv
PY     := $(VENV)/bin/python
STAMP  := $(VENV)/.set-up
PYTHON ?= python3
ARGS   ?=

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

# The real parts (OBS, VLC, ffmpeg, SRT, a keyring), a screen for machines without one, and what
# Qt itself needs. On other systems install their counterparts: `control-panel doctor` names them.
DEBS := python3-venv obs-studio ffmpeg libvlc5 vlc-plugin-base vlc-plugin-access-extra srt-tools \
        xvfb xdotool x11-utils dbus gnome-keyring libsecret-tools fonts-inter fonts-dejavu-core \
        libgl1 libgl1-mesa-dri libegl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 \
        libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 \
        libxcb-xinerama0 libxcb-xkb1 libpulse0 libdbus-1-3 libnss3 libfontconfig1

.PHONY: help setup demo test check bench soak translation clean

help:
	@echo "make demo    the main job on real parts (without a display: a short form, under Xvfb)"
	@echo "make test    what CI runs: check, then every test"
	@echo "make check   format, lint, types, the house"
	@echo "make bench   speed and memory, each beside a floor measured in the same run"
	@echo "make soak    the long forms of the tests that make test runs short"
	@echo "make translation LOCALE=fr    collect every text of the window, compile what is translated"

setup: $(STAMP)

$(STAMP): setup.cfg pyproject.toml Makefile
	@if command -v apt-get >/dev/null 2>&1; then \
	  missing=""; \
	  for deb in $(DEBS); do \
	    dpkg-query -W -f='$${Status}' $$deb 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$deb"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "installing:$$missing"; \
	    $(SUDO) apt-get update -qq && \
	    $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	  fi; \
	fi
	@[ -x $(PY) ] || $(PYTHON) -m venv $(VENV)
	@$(PY) -m pip install -q --disable-pip-version-check -e '.[test]'
	@touch $@

demo: setup
	@$(VENV)/bin/control-panel demo $(if $(DISPLAY)$(WAYLAND_DISPLAY),,--headless) $(ARGS)

check: setup
	@$(VENV)/bin/ruff format --check -q .
	@$(VENV)/bin/ruff check -q .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports --no-logo 2>/dev/null || $(VENV)/bin/lint-imports

# Two runs. What needs no real part runs on every core, with coverage. What talks to OBS, VLC, ffmpeg
# or a keyring runs alone, one after the other, and untraced: it is judged to the frame.
SHORT := not bench and not soak
QUICK := $(PY) -m pytest -q -m "$(SHORT) and not live"
LIVE  := $(PY) -m pytest -q -m "$(SHORT) and live"
# A run in which tests failed (1) is followed by one of those alone; one that broke off is not.
AGAIN = [ $$? -eq 1 ] && echo "What failed is run once more, by itself; a second failure counts." &&
FAILED := --last-failed --last-failed-no-failures none -rA

test: check
	@rm -f .pytest_cache/v/cache/lastfailed
	@$(QUICK) -n auto --cov --cov-report=term:skip-covered $(ARGS) || { $(AGAIN) $(QUICK) $(FAILED) $(ARGS); }
	@$(LIVE) $(ARGS) || { $(AGAIN) $(LIVE) $(FAILED) $(ARGS); }

bench: setup
	@$(PY) -m pytest -q -s -m bench tests/benchmarks $(ARGS)

soak: setup
	@$(PY) -m pytest -q -s -m soak --timeout=1800 $(ARGS)

TEXTS := resources/translations/control-panel_$(LOCALE)
translation: setup
	@[ -n "$(LOCALE)" ] || { echo "Say which language: make translation LOCALE=fr"; exit 2; }
	@$(VENV)/bin/pyside6-lupdate -silent -no-obsolete -locations none -extensions py \
	  -target-language $(LOCALE) control_panel/ui -ts $(TEXTS).ts
	@$(VENV)/bin/pyside6-lrelease $(TEXTS).ts -qm $(TEXTS).qm

clean:
	rm -rf $(VENV) build dist *.egg-info .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
