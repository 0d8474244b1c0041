"""What Azure's old cmdlets and modules are called today: AzureRM's by a rule with exceptions, the classic ones by a table.

Names are lower case where they are looked up, as written where they are shown. Source: the migration guides of Az.
"""

AZURERM_EXCEPTIONS = {
    "add-azurermaccount": "Connect-AzAccount",
    "login-azurermaccount": "Connect-AzAccount",
    "connect-azurermaccount": "Connect-AzAccount",
    "remove-azurermaccount": "Disconnect-AzAccount",
    "logout-azurermaccount": "Disconnect-AzAccount",
    "disconnect-azurermaccount": "Disconnect-AzAccount",
    "select-azurermsubscription": "Set-AzContext",
    "select-azurermcontext": "Select-AzContext",
    "select-azurermprofile": "Import-AzContext",
    "save-azurermprofile": "Save-AzContext",
    "save-azurermcontext": "Save-AzContext",
    "import-azurermcontext": "Import-AzContext",
    "find-azurermresource": "Get-AzResource",
    "find-azurermresourcegroup": "Get-AzResourceGroup",
    "get-azurermlog": "Get-AzActivityLog",
    "swap-azurermwebappslot": "Switch-AzWebAppSlot",
    "get-azurermbatchaccountkeys": "Get-AzBatchAccountKey",
    "get-azurermwebappsslbindings": "Get-AzWebAppSSLBinding",
    "get-azurermeventhubkey": "Get-AzEventHubKey",
    "new-azurermactionruleemail": "New-AzActionGroup",
    "new-azurermalertruleemail": "New-AzActionGroup",
    "new-azurermalertrulewebhook": "New-AzActionGroup",
    "add-azurermmetricalertrule": "Add-AzMetricAlertRuleV2",
    "get-azurermalertrule": "Get-AzMetricAlertRuleV2",
    "remove-azurermalertrule": "Remove-AzMetricAlertRuleV2",
    "get-azurermusage": "Get-AzVMUsage",
    "grant-azurermhdinsighthttpservicesaccess": "Set-AzHDInsightGatewayCredential",
    "get-azurermdiagnosticsetting": "Get-AzDiagnosticSetting",
    "set-azurermdiagnosticsetting": "New-AzDiagnosticSetting",
    "get-azurermadgroupmember": "Get-AzADGroupMember",
    "disable-azurermdatacollection": "Disable-AzDataCollection",
}

CLASSIC = {
    "add-azureaccount": "Connect-AzAccount",
    "remove-azureaccount": "Disconnect-AzAccount",
    "get-azureaccount": "Get-AzContext -ListAvailable",
    "select-azuresubscription": "Set-AzContext",
    "set-azuresubscription": "Set-AzContext",
    "get-azuresubscription": "Get-AzSubscription",
    "import-azurepublishsettingsfile": "Connect-AzAccount",
    "get-azurepublishsettingsfile": "Connect-AzAccount",
    "get-azureenvironment": "Get-AzEnvironment",
    "switch-azuremode": "",
    "new-azurequickvm": "New-AzVM",
    "add-azureprovisioningconfig": "Set-AzVMOperatingSystem",
    "set-azurevmsize": "Update-AzVM",
    "add-azuredatadisk": "Add-AzVMDataDisk",
    "remove-azuredatadisk": "Remove-AzVMDataDisk",
    "get-azuredatadisk": "Get-AzDisk",
    "add-azuredisk": "New-AzDisk",
    "get-azuredisk": "Get-AzDisk",
    "remove-azuredisk": "Remove-AzDisk",
    "get-azureosdisk": "Get-AzDisk",
    "set-azuresubnet": "Set-AzVirtualNetworkSubnetConfig",
    "add-azureendpoint": "Add-AzLoadBalancerInboundNatRuleConfig",
    "get-azureendpoint": "Get-AzLoadBalancerInboundNatRuleConfig",
    "set-azureendpoint": "Set-AzLoadBalancerInboundNatRuleConfig",
    "remove-azureendpoint": "Remove-AzLoadBalancerInboundNatRuleConfig",
    "get-azurewinrmuri": "Invoke-AzVMRunCommand",
    "get-azureremotedesktopfile": "Get-AzRemoteDesktopFile",
    "save-azurevmimage": "New-AzImage",
    "get-azurevmimage": "Get-AzVMImage",
    "add-azurevmimage": "New-AzImage",
    "get-azureservice": "Get-AzCloudService",
    "new-azureservice": "New-AzCloudService",
    "remove-azureservice": "Remove-AzCloudService",
    "get-azuredeployment": "Get-AzCloudService",
    "new-azuredeployment": "New-AzCloudService",
    "set-azuredeployment": "Update-AzCloudService",
    "remove-azuredeployment": "Remove-AzCloudService",
    "get-azurerole": "Get-AzCloudServiceRole",
    "set-azurerole": "Update-AzCloudService",
    "get-azurestoragekey": "Get-AzStorageAccountKey",
    "new-azurestoragekey": "New-AzStorageAccountKey",
    "start-azurestorageblobcopy": "Start-AzStorageBlobCopy",
    "get-azurewebsite": "Get-AzWebApp",
    "new-azurewebsite": "New-AzWebApp",
    "set-azurewebsite": "Set-AzWebApp",
    "start-azurewebsite": "Start-AzWebApp",
    "stop-azurewebsite": "Stop-AzWebApp",
    "restart-azurewebsite": "Restart-AzWebApp",
    "remove-azurewebsite": "Remove-AzWebApp",
    "publish-azurewebsiteproject": "Publish-AzWebApp",
    "switch-azurewebsiteslot": "Switch-AzWebAppSlot",
    "get-azuresqldatabaseserver": "Get-AzSqlServer",
    "new-azuresqldatabaseserver": "New-AzSqlServer",
    "remove-azuresqldatabaseserver": "Remove-AzSqlServer",
    "new-azuresqldatabaseserverfirewallrule": "New-AzSqlServerFirewallRule",
    "get-azuresqldatabaseserverfirewallrule": "Get-AzSqlServerFirewallRule",
    "set-azuresqldatabaseserverfirewallrule": "Set-AzSqlServerFirewallRule",
    "remove-azuresqldatabaseserverfirewallrule": "Remove-AzSqlServerFirewallRule",
    "start-azuresqldatabaseexport": "New-AzSqlDatabaseExport",
    "start-azuresqldatabaseimport": "New-AzSqlDatabaseImport",
    "start-azuresqldatabasecopy": "New-AzSqlDatabaseCopy",
    "get-azuresqldatabaseimportexportstatus": "Get-AzSqlDatabaseImportExportStatus",
    "test-azurename": "Get-AzStorageAccountNameAvailability",
    "get-azurereservedip": "Get-AzPublicIpAddress",
    "new-azurereservedip": "New-AzPublicIpAddress",
    "remove-azurereservedip": "Remove-AzPublicIpAddress",
    "get-azurevnetsite": "Get-AzVirtualNetwork",
    "get-azurevnetconfig": "Get-AzVirtualNetwork",
    "set-azurevnetconfig": "New-AzVirtualNetwork",
    "remove-azurevnetconfig": "Remove-AzVirtualNetwork",
    "get-azurevnetgateway": "Get-AzVirtualNetworkGateway",
    "get-azureaffinitygroup": "Get-AzProximityPlacementGroup",
    "new-azureaffinitygroup": "New-AzProximityPlacementGroup",
    "get-azuresbnamespace": "Get-AzServiceBusNamespace",
    "new-azuresbnamespace": "New-AzServiceBusNamespace",
    "new-azureschedulerjobcollection": "New-AzLogicApp",
    "get-azureschedulerjob": "Get-AzLogicApp",
}

MODULES = {
    "azurerm": "Az",
    "azure": "Az",
    "azure.storage": "Az.Storage",
    "azurerm.profile": "Az.Accounts",
    "azurerm.insights": "Az.Monitor",
    "azurerm.datafactories": "Az.DataFactory",
    "azurerm.datafactoryv2": "Az.DataFactory",
    "azurerm.tags": "Az.Resources",
    "azurerm.usageaggregates": "Az.Billing",
    "azurerm.consumption": "Az.Billing",
    "azurerm.recoveryservices.backup": "Az.RecoveryServices",
    "azurerm.recoveryservices.siterecovery": "Az.RecoveryServices",
    "azurerm.machinelearningcompute": "Az.MachineLearning",
    "azuread": "Microsoft.Graph",
    "msonline": "Microsoft.Graph",
}

RUN_AS = frozenset({"azurerunasconnection", "azureclassicrunasconnection", "azurerunascertificate",
                    "azureclassicrunascertificate"})  # fmt: skip
LOG_ONS = frozenset({"add-azurermaccount", "login-azurermaccount", "connect-azurermaccount", "connect-azaccount",
                     "add-azaccount", "login-azaccount"})  # fmt: skip


def azurerm(name: str) -> str | None:
    """Gives what an AzureRM cmdlet is called in Az; None for any other command."""
    verb, dash, noun = name.partition("-")
    low = noun.lower()
    if not dash or not low.startswith("azurerm"):
        return None
    return AZURERM_EXCEPTIONS.get(name.lower()) or f"{verb}-Az{noun[len('azurerm') :]}"


def classic(name: str) -> tuple[str, bool] | None:
    """Gives what a classic cmdlet is called today ("" = nothing takes its place), and whether that is known by name.

    None for any other command; Azure Active Directory's are not Azure's own.
    """
    verb, dash, noun = name.partition("-")
    low = noun.lower()
    if not dash or not low.startswith("azure") or low.startswith(("azurerm", "azuread")):
        return None
    known = CLASSIC.get(name.lower())
    if known is not None:
        return known, True
    return f"{verb}-Az{noun[len('azure') :]}", False


def module(name: str) -> str | None:
    """Gives the module that has taken an old one's place; None for any other."""
    low = name.lower()
    if low in MODULES:
        return MODULES[low]
    if low.startswith("azurerm."):
        return "Az." + name[len("azurerm.") :]
    return None
