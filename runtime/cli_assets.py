"""`perdure assets`: Automation assets listed, shown, set, removed, imported; secrets are read from the user or standard
input, never from the command line, and shown only with --show.
"""

import base64
import json
import os
import sys
from typing import Any

from perdure.runtime.assets import KINDS, AssetError, Assets, Entries, enter, open_assets, remove
from perdure.runtime.assets_plain import PlainAssets
from perdure.runtime.assets_sealed import make_key
from perdure.runtime.cli import USAGE, CannotDo, Options, complain, subcommand_options

HIDDEN = "********"
USES = """\
perdure assets list [--json]
perdure assets get KIND NAME [--show] [--json]
perdure assets set variable NAME [VALUE] [--encrypted] [--json]     without VALUE it is read
perdure assets set credential NAME --user USER                      the password is read
perdure assets set connection NAME [--type TYPE] FIELD=VALUE...
perdure assets set certificate NAME FILE [--password]               the password is read
perdure assets rm KIND NAME
perdure assets import FILE          all assets of a plain file (.json, .yaml, .toml)
perdure assets key FILE             makes a key
KIND: variable, credential, connection, certificate
--assets FILE or PERDURE_ASSETS: the file; PERDURE_KEY or PERDURE_KEY_FILE: the key of a sealed one"""


class Call:
    """One call: what was said, and the assets that it is about."""

    def __init__(self, words: list[str], flags: set[str], valued: dict[str, list[str]]) -> None:
        self.words, self.flags, self.valued = words, flags, valued

    def value(self, option: str) -> str:
        """Gives an option's value, "" where it was not said."""
        return self.valued[option][-1] if self.valued[option] else ""

    @property
    def assets(self) -> Assets:
        return open_assets(os.environ, self.value("--assets") or None)

    def named(self) -> tuple[str, str]:
        """Gives the kind and the name that the first words say."""
        if len(self.words) < 2 or self.words[0] not in KINDS:
            raise usage()
        return self.words[0], self.words[1]


def usage() -> CannotDo:
    return CannotDo(USES, USAGE)


def main(_command: str, argv: list[str], options: Options) -> int:
    """Runs one of the subcommand's own subcommands."""
    valued: dict[str, list[str]] = {"--assets": [], "--user": [], "--type": []}
    flags = ("--json", "--show", "--encrypted", "--password")
    words, found = subcommand_options(argv, options, flags, valued)
    work = WORKS.get(words[0]) if words else None
    if work is None:
        raise usage()
    try:
        return int(work(Call(words[1:], found, valued)))
    except AssetError as error:
        raise CannotDo(str(error)) from None


def listing(call: Call) -> int:
    """Lists kinds and names."""
    entries = call.assets.read()
    rows = [{"kind": kind, "name": name, **told(kind, e)} for kind in KINDS for name, e in entries[kind].items()]
    if "--json" in call.flags:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    if not rows:
        print("no assets")
    for row in rows:
        more = " ".join(f"{key}={value}" for key, value in row.items() if key not in ("kind", "name"))
        print(f"{row['kind']:<12} {row['name']:<30} {more}".rstrip())
    return 0


def told(kind: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Gives what a list tells of an asset: nothing secret."""
    if kind == "variable":
        return {"encrypted": entry["encrypted"]}
    if kind == "credential":
        return {"username": entry["username"]}
    return {"type": entry["type"]} if kind == "connection" and entry["type"] else {}


def get(call: Call) -> int:
    """Shows an asset; what is secret only with --show."""
    kind, name = call.named()
    entry = call.assets.get(kind, name)
    if entry is None:
        raise CannotDo(f"there is no {kind} {name}; perdure assets list names them")
    shown = dict(entry) if "--show" in call.flags else hidden(kind, entry)
    if "--json" in call.flags:
        print(json.dumps(shown, ensure_ascii=False))
    elif kind == "variable":
        value = shown["value"]
        print(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    else:
        for key, value in (shown["fields"] if kind == "connection" else shown).items():
            print(f"{key}: {value}")
    return 0


def hidden(kind: str, entry: dict[str, Any]) -> dict[str, Any]:
    """Gives an asset with its secrets hidden."""
    made = dict(entry)
    if kind == "variable" and entry["encrypted"]:
        made["value"] = HIDDEN
    for key in ("password", "data"):
        if made.get(key):
            made[key] = HIDDEN
    if kind == "connection":
        made["fields"] = {n: HIDDEN if secret(n) else v for n, v in entry["fields"].items()}
    return made


def secret(field: str) -> bool:
    """Tells whether a connection's field is a secret by its name."""
    return any(word in field.lower() for word in ("password", "secret", "key", "token"))


def ask(what: str) -> str:
    """Reads a secret: from the user, unseen, or from standard input."""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(f"{what}: ")
    return sys.stdin.read().removesuffix("\n")


def put(call: Call) -> int:
    """Enters an asset; one of the same name goes."""
    kind, name = call.named()
    entry = MAKERS[kind](call, call.words[2:])
    call.assets.put(kind, name, entry)
    return 0


def variable(call: Call, words: list[str]) -> dict[str, Any]:
    """Makes a variable of a word, or of what is read."""
    if len(words) > 1:
        raise usage()
    encrypted = "--encrypted" in call.flags
    if words and encrypted:
        raise CannotDo("an encrypted value is read from standard input or asked for, not given as an argument", USAGE)
    text = words[0] if words else ask("value")
    if "--json" not in call.flags:
        return {"value": text, "encrypted": encrypted}
    try:
        return {"value": json.loads(text), "encrypted": encrypted}
    except ValueError as error:
        raise CannotDo(f"the value is no JSON: {error}", USAGE) from None


def credential(call: Call, words: list[str]) -> dict[str, Any]:
    if words or not call.value("--user"):
        raise usage()
    return {"username": call.value("--user"), "password": ask("password")}


def connection(call: Call, words: list[str]) -> dict[str, Any]:
    if any("=" not in word for word in words):
        raise usage()
    fields = {key: value for key, _, value in (word.partition("=") for word in words)}
    return {"type": call.value("--type"), "fields": fields}


def certificate(call: Call, words: list[str]) -> dict[str, Any]:
    if len(words) != 1:
        raise usage()
    try:
        with open(words[0], "rb") as file:
            data = base64.b64encode(file.read()).decode("ascii")
    except OSError as error:
        raise CannotDo(f"{words[0]} can't be read: {error.strerror}.") from None
    return {"data": data, **({"password": ask("password")} if "--password" in call.flags else {})}


def drop(call: Call) -> int:
    """Removes an asset."""
    kind, name = call.named()

    def work(entries: Entries) -> bool:
        return remove(entries, kind, name)

    if not call.assets.change(work):
        raise CannotDo(f"there is no {kind} {name}")
    return 0


def import_file(call: Call) -> int:
    """Takes over all assets of a plain file, in one step."""
    if len(call.words) != 1:
        raise usage()
    if not os.path.exists(call.words[0]):
        raise CannotDo(f"{call.words[0]} is not there.", USAGE)
    given = PlainAssets(os.path.abspath(call.words[0])).read()

    def work(entries: Entries) -> int:
        for kind in KINDS:
            for name, entry in given[kind].items():
                enter(entries, kind, name, entry)
        return sum(len(given[kind]) for kind in KINDS)

    complain(f"{call.assets.change(work)} assets imported")
    return 0


def key(call: Call) -> int:
    """Makes a key file."""
    if len(call.words) != 1:
        raise usage()
    make_key(call.words[0])
    complain(
        f"set PERDURE_KEY_FILE to {os.path.abspath(call.words[0])}, and keep a copy: without it the assets are lost"
    )
    return 0


WORKS = {"list": listing, "get": get, "set": put, "rm": drop, "import": import_file, "key": key}
MAKERS = {"variable": variable, "credential": credential, "connection": connection, "certificate": certificate}
