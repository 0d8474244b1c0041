"""Tables that a session's variables hold under types of their own: $PSVersionTable, $PSDefaultParameterValues."""

from perdure.interpreter.typesys import define

define("System.Management.Automation.PSVersionHashTable", "System.Collections.Hashtable")
define("System.Management.Automation.DefaultParameterDictionary", "System.Collections.Hashtable")
