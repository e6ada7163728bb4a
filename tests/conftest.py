"""For all tiers: how long an example takes is no part of a rule (a busy machine is slow)."""

from hypothesis import settings

settings.register_profile("groningse_norm", deadline=None)
settings.load_profile("groningse_norm")
