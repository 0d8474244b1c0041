"""Azure Automation's cmdlets for assets, at home: Get-AutomationVariable and its like, over the local assets.

Source: the errors' ids and texts as Azure Automation's sandboxes give them.
"""

import base64
import json
from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.date_parse import DateFault, parse_datetime
from perdure.interpreter.errors import ErrorRecord
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Hashtable
from perdure.interpreter.values.datetime import DateTime, DateTimeOffset
from perdure.interpreter.values.secrets import PSCredential, SecureString
from perdure.runtime.assets import AssetError, Entries, named, open_assets
from perdure.runtime.certificates import read_certificate
from perdure.runtime.json_write import DEFAULT, Writer
from perdure.runtime.stubs_answers import from_data

MODULE = "Orchestrator.AssetManagement.Cmdlets"
FAULT = MODULE + ".AssetManagementClientException"
NOT_FOUND_ID = "3"
JSON_DEPTH = 10


class AssetCmdlet(Cmdlet):
    """What the cmdlets for assets share."""

    kind = ""  # as assets.py names it
    Name = P("string", pos=0, mandatory=True)

    def entry(self) -> dict[str, Any] | None:
        """Gives the asset of that name; one that is not there is reported."""
        found = self.guarded(lambda: open_assets(self.cx.environment).get(self.kind, self.Name))
        if found is None:
            self.write_error(self.missing())
        return found  # type: ignore[no-any-return]

    def missing(self) -> ErrorRecord:
        """Makes the error of an asset that is not there."""
        what = self.kind.title() + "s"
        return self.error(
            f"{what} asset not found. To create this {what} asset, navigate to the Assets blade and create a {what} "
            f"asset named: {to_string(self.Name)}.",
            NOT_FOUND_ID,
            "ObjectNotFound",
            None,
            FAULT,
        )

    def guarded(self, work: Any) -> Any:
        """Does something with the assets; where they can't be read or written that is a terminating error."""
        try:
            return work()
        except AssetError as error:
            raise self.throw(self.error(str(error), "AssetsNotAvailable", "ResourceUnavailable", None, FAULT)) from None


@cmdlet("Get-AutomationVariable", module=MODULE, type_name=MODULE + ".GetAutomationVariableCmdlet")
class GetAutomationVariable(AssetCmdlet):
    """Gives the value of a variable asset, decrypted."""

    kind = "variable"
    DoNotDecrypt = P("switch")

    def end(self) -> None:
        entry = self.entry()
        if entry is not None:
            self.write(value_of(entry))


def value_of(entry: dict[str, Any]) -> Any:
    """Gives a variable's value as scripts hold it."""
    value = entry.get("value")
    if entry.get("type") == "datetime":
        try:
            return parse_datetime(str(value), roundtrip=True)
        except DateFault:
            return value
    return from_data(value)


@cmdlet("Set-AutomationVariable", module=MODULE, type_name=MODULE + ".SetAutomationVariableCmdlet")
class SetAutomationVariable(AssetCmdlet):
    """Changes a variable asset that is there; all jobs see it at once, and it stays when the job fails."""

    kind = "variable"
    Value = P("object", pos=1, mandatory=True, null=True, empty=True)

    def end(self) -> None:
        changed = self.plain(self.Value)

        def work(entries: Entries) -> bool:
            found = named(entries["variable"], self.Name)
            if found is not None:
                found.pop("type", None)
                found.update(changed)
            return found is not None

        if not self.guarded(lambda: open_assets(self.cx.environment).change(work)):
            self.write_error(self.missing())

    def plain(self, value: Any) -> dict[str, Any]:
        """Gives a value as a file holds it: as JSON has it, dates marked."""
        bare = unwrap(value)
        text = Writer(JSON_DEPTH, True, False, DEFAULT, self.scope).write(value)
        made: dict[str, Any] = {"value": json.loads(text)}
        if isinstance(bare, (DateTime, DateTimeOffset)):
            made["type"] = "datetime"
        return made


@cmdlet("Get-AutomationPSCredential", module=MODULE, type_name=MODULE + ".GetAutomationPSCredentialCmdlet")
class GetAutomationPSCredential(AssetCmdlet):
    """Gives a credential asset."""

    kind = "credential"

    def end(self) -> None:
        entry = self.entry()
        if entry is not None:
            self.write(credential_of(entry))


def credential_of(entry: dict[str, Any]) -> PSCredential:
    """Gives a credential asset as scripts hold it."""
    return PSCredential(entry["username"], SecureString(entry.get("password") or ""))


@cmdlet("Get-AutomationConnection", module=MODULE, type_name=MODULE + ".GetAutomationConnectionCmdlet")
class GetAutomationConnection(AssetCmdlet):
    """Gives the fields of a connection asset."""

    kind = "connection"
    DoNotDecrypt = P("switch")

    def end(self) -> None:
        entry = self.entry()
        if entry is not None:
            table = Hashtable()
            for name, value in entry["fields"].items():
                table.set(name, from_data(value))
            self.write(table)


@cmdlet("Get-AutomationCertificate", module=MODULE, type_name=MODULE + ".GetAutomationCertificateCmdlet")
class GetAutomationCertificate(AssetCmdlet):
    """Gives a certificate asset."""

    kind = "certificate"

    def end(self) -> None:
        entry = self.entry()
        if entry is not None:
            data = base64.b64decode(entry["data"])
            self.write(self.guarded(lambda: read_certificate(data, entry.get("password"), self.cx.host)))
