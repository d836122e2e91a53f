"""Two shared cores: no example of a property may fail for being slow once."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("pipeline", deadline=None)
settings.load_profile("pipeline")
