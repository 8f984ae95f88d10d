"""The control panel: a control room for live conversations across the world."""
