"""Assets in a file that people write: JSON, YAML or TOML with `variables`, `credentials`, `connections`, `certificates`.

Short forms are allowed: a variable may be its value, a connection its fields, a certificate a file's path. A change writes
the file anew (its comments are lost); TOML is only read.
"""

import base64
import datetime
import json
import os
from collections.abc import Mapping
from typing import Any

from perdure.runtime.assets import KINDS, AssetError, Assets, Entries
from perdure.runtime.stubs_answers import BadStub
from perdure.runtime.stubs_files import parse_data

VARIABLE_KEYS = frozenset({"value", "encrypted", "type"})


def open_file(path: str, _environ: Mapping[str, str]) -> "PlainAssets":
    return PlainAssets(path)


class PlainAssets(Assets):
    """See the module."""

    def decode(self, data: bytes) -> Entries:
        try:
            content = parse_data(self.path, data.decode("utf-8-sig"))
        except (BadStub, UnicodeDecodeError) as error:
            raise AssetError(str(error)) from None
        content = {} if content is None else content
        if not isinstance(content, Mapping) or not set(content) <= {kind + "s" for kind in KINDS}:
            raise AssetError(f"{self.path}: an asset file has the parts {', '.join(kind + 's' for kind in KINDS)}.")
        made: Entries = {}
        for kind in KINDS:
            part = content.get(kind + "s") or {}
            if not isinstance(part, Mapping):
                raise AssetError(f"{self.path}: {kind}s is a map from names to what they hold.")
            made[kind] = {str(name): self.entry(kind, str(name), value) for name, value in part.items()}
        return made

    def entry(self, kind: str, name: str, value: Any) -> dict[str, Any]:
        """Gives an asset as the cmdlets expect it."""
        if kind == "variable":
            if isinstance(value, Mapping) and "value" in value and set(value) <= VARIABLE_KEYS:
                return variable(value["value"], bool(value.get("encrypted")), str(value.get("type", "")))
            return variable(value)
        if kind == "credential":
            if not isinstance(value, Mapping) or "username" not in value:
                raise AssetError(f"{self.path}: the credential {name} needs username and password.")
            return {"username": str(value["username"]), "password": str(value.get("password", ""))}
        if kind == "connection":
            if not isinstance(value, Mapping):
                raise AssetError(f"{self.path}: the connection {name} is a map of its fields.")
            if set(value) <= {"type", "fields"} and isinstance(value.get("fields"), Mapping):
                return {"type": str(value.get("type", "")), "fields": dict(value["fields"])}
            return {"type": "", "fields": dict(value)}
        return self.certificate(name, {"path": value} if isinstance(value, str) else value)

    def certificate(self, name: str, value: Any) -> dict[str, Any]:
        """Gives a certificate with its bytes, from the file that is named where they do not stand here."""
        if not isinstance(value, Mapping) or not ("path" in value or "data" in value):
            raise AssetError(f"{self.path}: the certificate {name} needs a path, or data in base64.")
        made = {key: value[key] for key in ("path", "data", "password") if key in value}
        if "data" not in made:
            path = os.path.join(os.path.dirname(self.path), str(made["path"]))
            try:
                with open(path, "rb") as file:
                    made["data"] = base64.b64encode(file.read()).decode("ascii")
            except OSError as error:
                raise AssetError(f"The certificate file {path} can't be read: {error.strerror}.") from None
        return made

    def encode(self, entries: Entries) -> bytes:
        if self.path.lower().endswith(".toml"):
            raise AssetError(f"{self.path} can only be read: TOML files are not written. JSON and YAML are.")
        content: dict[str, Any] = {}
        for kind in KINDS:
            if entries[kind]:
                content[kind + "s"] = {name: shortened(kind, entry) for name, entry in entries[kind].items()}
        if self.path.lower().endswith(".json"):
            return (json.dumps(content, indent=2, ensure_ascii=False, default=str) + "\n").encode("utf-8")
        import yaml  # type: ignore[import-untyped,import-not-found,unused-ignore]  # no types, and optional

        text: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
        return text.encode("utf-8")


def variable(value: Any, encrypted: bool = False, kind: str = "") -> dict[str, Any]:
    """Gives a variable's entry; a date becomes text, since sealed files hold JSON."""
    if isinstance(value, datetime.date):
        value, kind = value.isoformat(), "datetime"
    return {"value": value, "encrypted": encrypted, **({"type": kind} if kind else {})}


def shortened(kind: str, entry: dict[str, Any]) -> Any:
    """Gives an asset as people write it."""
    if kind == "variable" and not entry["encrypted"] and "type" not in entry:
        value = entry["value"]
        return {"value": value} if isinstance(value, Mapping) and set(value) <= VARIABLE_KEYS else value
    if kind == "connection" and not entry["type"]:
        return entry["fields"]
    if kind == "certificate" and "path" in entry:
        return {key: value for key, value in entry.items() if key != "data"}
    return entry
