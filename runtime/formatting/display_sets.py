"""Which properties stand for an object of a type: PowerShell's default display sets, and scripts' own by Update-TypeData.

Serves shapes without a view. Data and its look-up only.
"""

from typing import Any

from perdure.runtime.objects import type_names_of

SETS: dict[str, tuple[str, ...]] = {
    "system.diagnostics.process": ("Id", "Handles", "CPU", "SI", "Name"),
    "system.io.directoryinfo": ("LastWriteTime", "Name"),
    "system.io.fileinfo": ("LastWriteTime", "Length", "Name"),
    "system.serviceprocess.servicecontroller": ("Status", "Name", "DisplayName"),
    "system.net.ipaddress": ("IPAddressToString",),
    "system.reflection.assembly": ("FullName",),
    "system.timezoneinfo": ("Id", "DisplayName", "StandardName", "DaylightName", "BaseUtcOffset", "SupportsDaylightSavingTime"),
    "system.management.automation.psmoduleinfo": ("Name", "Path", "Description", "ModuleType", "Version"),
    "microsoft.powershell.commands.historyinfo": ("Id", "CommandLine"),
}  # fmt: skip

NAMES: dict[str, str] = {
    "system.diagnostics.process": "Name",
    "system.net.ipaddress": "IPAddressToString",
    "system.io.fileinfo": "Name",
    "system.io.directoryinfo": "Name",
}


def display_set(value: Any, cx: Any) -> list[str]:
    """Gives the names in the type's DefaultDisplayPropertySet; none where it has none."""
    found = _standard(value, cx, "defaultdisplaypropertyset")
    if found is not None:
        return list(found)
    for name in type_names_of(value):
        if name.lower() in SETS:
            return list(SETS[name.lower()])
    return []


def display_property(value: Any, cx: Any) -> str | None:
    """Gives the type's DefaultDisplayProperty."""
    found = _standard(value, cx, "defaultdisplayproperty")
    if found is not None:
        return str(found)
    for name in type_names_of(value):
        if name.lower() in NAMES:
            return NAMES[name.lower()]
    return None


def key_set(value: Any, cx: Any) -> list[str]:
    """Gives the names in the type's DefaultKeyPropertySet, by which its objects are sorted and grouped."""
    found = _standard(value, cx, "defaultkeypropertyset")
    return [] if found is None else list(found)


def _standard(value: Any, cx: Any, low: str) -> Any:
    """Gives a member of PSStandardMembers that a script gave the object or one of its types."""
    ext = getattr(value, "ext", None)
    tables = [ext] if ext else []
    if cx is not None and cx.type_data:
        tables += [cx.type_data[n.lower()] for n in type_names_of(value) if n.lower() in cx.type_data]
    for table in tables:
        own = table.get(low)
        if own is not None:
            return own.value
        standard = table.get("psstandardmembers")
        if standard is not None:
            for part in standard.value if isinstance(standard.value, list) else []:
                member = getattr(part, "member", None) or part  # a view of a member that a script made
                if getattr(member, "name", "").lower() == low:
                    return member.value
    return None
