"""When a state changes, an old version may make place for the new one."""

from groningse_norm import klok
from groningse_norm.versies.handelingen import vervang_zo_mogelijk


def na_overgang(obj, event) -> None:
    if event.transition is not None:
        vervang_zo_mogelijk(obj, klok.nu())
