function Backup-Database { param($Name) "backup $Name" }
function Cleanup-FileServer { param($Name) "cleanup $Name" }
function Patch-VM { param($Name) "patch $Name" }
