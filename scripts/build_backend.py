"""The build backend: setuptools, after compiling the message catalogs.

Wheels, source distributions and editable installs all carry ``.mo`` files this way,
while the repository holds only the ``.po`` files that people edit.
"""

from pathlib import Path

from pythongettext.msgfmt import Msgfmt
from setuptools import build_meta
from setuptools.build_meta import (
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

LOCALES = Path("src/groningse_norm/locales")


def compile_catalogs(locales: Path = LOCALES) -> None:
    """Write a .mo beside each .po; raises PoSyntaxError for a catalog that is broken."""
    for po in locales.glob("*/LC_MESSAGES/*.po"):
        with po.open("rb") as stream:
            po.with_suffix(".mo").write_bytes(Msgfmt(stream, po.stem).getAsFile().read())


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    compile_catalogs()
    return build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)


def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    compile_catalogs()
    return build_meta.build_editable(wheel_directory, config_settings, metadata_directory)


def build_sdist(sdist_directory, config_settings=None):
    compile_catalogs()
    return build_meta.build_sdist(sdist_directory, config_settings)
