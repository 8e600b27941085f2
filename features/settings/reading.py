"""`winback.toml`, read once at the edge; what is wrong in it is said by section, key and remedy."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import SecretStr, ValidationError

from features.errors import SettingsError
from features.settings.faults import explained
from features.settings.whole import Settings

#: Addresses and secrets that the environment may give instead of the file.
ENVIRONMENT = {
    "WINBACK_LEDGER_URL": ("storage", "ledger_url"),
    "WINBACK_SOURCE_URL": ("source", "url"),
    "WINBACK_DATA_DIR": ("storage", "data_dir"),
    "MLFLOW_TRACKING_URI": ("storage", "tracking_uri"),
}


def read_settings(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Read and validate a settings file.

    Parameters
    ----------
    path : Path
        The file; relative paths in it are relative to its folder.
    environment : mapping, optional
        Variables that override addresses (`ENVIRONMENT`); default ``os.environ``.

    Raises
    ------
    SettingsError
        If the file is missing, is no TOML, or holds an unknown key or a value out of range.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as fault:
        raise SettingsError(f"There is no settings file {path}. Run `winback init` to write one.") from fault
    except OSError as fault:
        raise SettingsError(f"{path} cannot be read: {fault.strerror}. Name a settings file.") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{path} is not TOML: {fault}. Mend that line.") from fault
    return _with_environment(data, path, environment)


def settings_before(path: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Give the settings that hold before there is a file: defaults, and the environment's addresses.

    Parameters
    ----------
    path : Path
        Where the file is to stand; relative paths are relative to its folder.
    environment : mapping, optional
        As `read_settings` takes it.

    Raises
    ------
    SettingsError
        If a variable's value cannot be taken.

    Examples
    --------
    >>> settings = settings_before(Path("/shop/winback.toml"), {"WINBACK_SOURCE_URL": "exports"})
    >>> settings.source.url.get_secret_value()
    '/shop/exports'
    """
    return _with_environment({}, path, environment)


def _with_environment(data: dict[str, Any], path: Path, environment: Mapping[str, str] | None) -> Settings:
    overridden: dict[tuple[str, ...], str] = {}
    for variable, (section, key) in ENVIRONMENT.items():
        value = (os.environ if environment is None else environment).get(variable)
        if value and isinstance(data.setdefault(section, {}), dict):
            data[section][key] = value
            overridden[section, key] = f"{variable} of the environment, for {path}"
    return rooted(settings_from(data, where=str(path), overridden=overridden), path.resolve().parent)


def settings_from(
    data: Mapping[str, Any],
    *,
    where: str = "the settings",
    overridden: Mapping[tuple[str, ...], str] = MappingProxyType({}),
) -> Settings:
    """Validate settings given as a mapping of sections.

    Parameters
    ----------
    data : mapping
        Section → key → value.
    where : str
        Where they stand, for the message of a fault.
    overridden : mapping of tuple of str to str
        Section and key → where that setting stands instead.

    Raises
    ------
    SettingsError
        If there is an unknown key or a value out of range.

    Examples
    --------
    >>> settings_from({"churn": {"cycle": 3}})
    Traceback (most recent call last):
    ...
    features.errors.SettingsError: the settings: [churn] cycle is not a setting; did you mean `cycles`?
    """
    try:
        return Settings.model_validate(data)
    except ValidationError as fault:
        told = (f"{overridden.get(steps, where)}: {line}" for steps, line in explained(fault))
        raise SettingsError("\n".join(told)) from fault


def rooted(settings: Settings, folder: Path) -> Settings:
    """Resolve the relative paths of settings against a folder."""
    storage = settings.storage.model_copy(
        update={
            "data_dir": (folder / settings.storage.data_dir).resolve(),
            "tracking_uri": _sqlite_in(folder, settings.storage.tracking_uri),
            "ledger_url": _sqlite_in(folder, settings.storage.ledger_url),
        }
    )
    url = settings.source.url.get_secret_value()
    if "://" not in url:
        url = str((folder / url).resolve())
    source = settings.source.model_copy(update={"url": SecretStr(url)})
    return settings.model_copy(update={"storage": storage, "source": source})


def _sqlite_in(folder: Path, address: SecretStr | None) -> SecretStr | None:
    """Resolve the file of ``sqlite:///file``; any other address stays as it is."""
    scheme, found, file = (address.get_secret_value() if address else "").partition("sqlite:///")
    if scheme or not found or not file or file.startswith(":"):
        return address
    return SecretStr(f"sqlite:///{(folder / file).resolve()}")
