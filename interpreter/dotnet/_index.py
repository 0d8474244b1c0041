"""Which family declares which type (made by `index.py`, never by hand)."""

# fmt: off
TYPES: dict[str, str] = {  # lower-case full type name -> module
    "system.io.directoryinfo": "file_info",
    "system.io.fileattributes": "file_system_info",
    "system.io.fileinfo": "file_info",
    "system.io.filesysteminfo": "file_system_info",
    "system.management.automation.debugrecord": "records",
    "system.management.automation.hostinformationmessage": "records",
    "system.management.automation.informationalrecord": "records",
    "system.management.automation.informationrecord": "records",
    "system.management.automation.pathinfo": "file_info",
    "system.management.automation.progressrecord": "records",
    "system.management.automation.providerinfo": "file_info",
    "system.management.automation.psdriveinfo": "file_info",
    "system.management.automation.psscriptcmdlet": "pscmdlet",
    "system.management.automation.verboserecord": "records",
    "system.management.automation.warningrecord": "records",
}
