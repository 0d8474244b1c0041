"""The enums of .NET's base library that scripts name. A table only."""

from perdure.interpreter.dotnet._enums import enums

enums(
    {
        "System.DayOfWeek": "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
        "System.DateTimeKind": "Unspecified Utc Local",
        "System.StringComparison": (
            "CurrentCulture CurrentCultureIgnoreCase InvariantCulture InvariantCultureIgnoreCase Ordinal OrdinalIgnoreCase"
        ),
        "System.TypeCode": (
            "Empty Object DBNull Boolean Char SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal "
            "DateTime String=18"
        ),
        "System.MidpointRounding": "ToEven AwayFromZero ToZero ToNegativeInfinity ToPositiveInfinity",
        "System.ConsoleColor": (
            "Black DarkBlue DarkGreen DarkCyan DarkRed DarkMagenta DarkYellow Gray DarkGray Blue Green Cyan Red Magenta "
            "Yellow White"
        ),
        "System.PlatformID": "Win32S Win32Windows Win32NT WinCE Unix Xbox MacOSX Other",
        "System.UriKind": "RelativeOrAbsolute Absolute Relative",
        "System.UriFormat": "UriEscaped=1 Unescaped SafeUnescaped",
        "System.UriPartial": "Scheme Authority Path Query",
        "System.UriHostNameType": "Unknown Basic Dns IPv4 IPv6",
        "System.EnvironmentVariableTarget": "Process User Machine",
        "System.GCCollectionMode": "Default Forced Optimized Aggressive",
        "System.LoaderOptimization": "NotSpecified SingleDomain MultiDomain MultiDomainHost",
        "System.Environment+SpecialFolder": (
            "Desktop=0 Programs=2 MyDocuments=5 Personal=5 Favorites=6 Startup=7 Recent=8 SendTo=9 StartMenu=11 MyMusic=13 "
            "MyVideos=14 DesktopDirectory=16 MyComputer=17 NetworkShortcuts=19 Fonts=20 Templates=21 CommonStartMenu=22 "
            "CommonPrograms=23 CommonStartup=24 CommonDesktopDirectory=25 ApplicationData=26 PrinterShortcuts=27 "
            "LocalApplicationData=28 InternetCache=32 Cookies=33 History=34 CommonApplicationData=35 Windows=36 System=37 "
            "ProgramFiles=38 MyPictures=39 UserProfile=40 SystemX86=41 ProgramFilesX86=42 CommonProgramFiles=43 "
            "CommonProgramFilesX86=44 CommonTemplates=45 CommonDocuments=46 CommonAdminTools=47 AdminTools=48 "
            "CommonMusic=53 CommonPictures=54 CommonVideos=55 Resources=56 LocalizedResources=57 CommonOemLinks=58 "
            "CDBurning=59"
        ),
        "System.Environment+SpecialFolderOption": "None=0 DoNotVerify=16384 Create=32768",
        "System.Collections.Specialized.NotifyCollectionChangedAction": "Add Remove Replace Move Reset",
        "System.ComponentModel.ListSortDirection": "Ascending Descending",
        "System.Data.SqlDbType": "BigInt Binary Bit Char DateTime Decimal Float Image Int Money NChar NText NVarChar",
        "System.Diagnostics.ProcessWindowStyle": "Normal Hidden Minimized Maximized",
        "System.Diagnostics.ProcessPriorityClass": (
            "Normal=32 Idle=64 High=128 RealTime=256 BelowNormal=16384 AboveNormal=32768"
        ),
        "System.Diagnostics.EventLogEntryType": "Error=1 Warning=2 Information=4 SuccessAudit=8 FailureAudit=16",
        "System.Globalization.CalendarWeekRule": "FirstDay FirstFullWeek FirstFourDayWeek",
        "System.Globalization.UnicodeCategory": (
            "UppercaseLetter LowercaseLetter TitlecaseLetter ModifierLetter OtherLetter NonSpacingMark "
            "SpacingCombiningMark EnclosingMark DecimalDigitNumber LetterNumber OtherNumber SpaceSeparator LineSeparator "
            "ParagraphSeparator Control Format Surrogate PrivateUse ConnectorPunctuation DashPunctuation OpenPunctuation "
            "ClosePunctuation InitialQuotePunctuation FinalQuotePunctuation OtherPunctuation MathSymbol CurrencySymbol "
            "ModifierSymbol OtherSymbol OtherNotAssigned"
        ),
        "System.IO.FileMode": "CreateNew=1 Create Open OpenOrCreate Truncate Append",
        "System.IO.SeekOrigin": "Begin Current End",
        "System.IO.SearchOption": "TopDirectoryOnly AllDirectories",
        "System.IO.DriveType": "Unknown NoRootDirectory Removable Fixed Network CDRom Ram",
        "System.IO.MatchCasing": "PlatformDefault CaseSensitive CaseInsensitive",
        "System.IO.MatchType": "Simple Win32",
        "System.IO.HandleInheritability": "None Inheritable",
        "System.IO.WatcherChangeTypes": "Created=1 Deleted=2 Changed=4 Renamed=8 All=15",
        "System.IO.Compression.CompressionLevel": "Optimal Fastest NoCompression SmallestSize",
        "System.Xml.Linq.SaveOptions": "None=0 DisableFormatting=1 OmitDuplicateNamespaces=2",
        "System.Xml.Linq.LoadOptions": "None=0 PreserveWhitespace=1 SetBaseUri=2 SetLineInfo=4",
        "System.IO.Compression.CompressionMode": "Decompress Compress",
        "System.IO.Compression.ZipArchiveMode": "Read Create Update",
        "System.Net.HttpStatusCode": (
            "Continue=100 SwitchingProtocols OK=200 Created Accepted NonAuthoritativeInformation NoContent ResetContent "
            "PartialContent MultipleChoices=300 Ambiguous=300 MovedPermanently Moved=301 Found=302 Redirect=302 SeeOther=303 "
            "NotModified UseProxy Unused TemporaryRedirect=307 PermanentRedirect BadRequest=400 Unauthorized PaymentRequired "
            "Forbidden NotFound MethodNotAllowed NotAcceptable ProxyAuthenticationRequired RequestTimeout Conflict Gone "
            "LengthRequired PreconditionFailed RequestEntityTooLarge RequestUriTooLong UnsupportedMediaType "
            "RequestedRangeNotSatisfiable ExpectationFailed UnprocessableEntity=422 Locked FailedDependency "
            "UpgradeRequired=426 PreconditionRequired=428 TooManyRequests InternalServerError=500 NotImplemented BadGateway "
            "ServiceUnavailable GatewayTimeout HttpVersionNotSupported"
        ),
        "System.Net.Sockets.AddressFamily": "Unknown=-1 Unspecified=0 Unix=1 InterNetwork=2 InterNetworkV6=23",
        "System.Net.Sockets.SocketType": "Unknown=-1 Stream=1 Dgram Raw Rdm Seqpacket",
        "System.Net.Sockets.ProtocolType": "Unknown=-1 IP=0 Icmp=1 Tcp=6 Udp=17",
        "System.Security.AccessControl.AccessControlType": "Allow Deny",
        "System.Security.Cryptography.CryptoStreamMode": "Read Write",
        "System.Security.Cryptography.DataProtectionScope": "CurrentUser LocalMachine",
        "System.Security.Cryptography.CipherMode": "CBC=1 ECB OFB CFB CTS",
        "System.Security.Cryptography.PaddingMode": "None=1 PKCS7 Zeros ANSIX923 ISO10126",
        "System.Security.Cryptography.X509Certificates.StoreLocation": "CurrentUser=1 LocalMachine",
        "System.Security.Cryptography.X509Certificates.StoreName": (
            "AddressBook=1 AuthRoot CertificateAuthority Disallowed My Root TrustedPeople TrustedPublisher"
        ),
        "System.Security.Principal.WindowsBuiltInRole": (
            "Administrator=544 User Guest PowerUser AccountOperator SystemOperator PrintOperator BackupOperator Replicator"
        ),
        "System.ServiceProcess.ServiceControllerStatus": (
            "Stopped=1 StartPending StopPending Running ContinuePending PausePending Paused"
        ),
        "System.ServiceProcess.ServiceStartMode": "Boot System Automatic Manual Disabled",
        "System.Text.NormalizationForm": "FormC=1 FormD FormKC=5 FormKD",
        "System.Threading.ApartmentState": "STA MTA Unknown",
        "System.Threading.EventResetMode": "AutoReset ManualReset",
        "System.Threading.ThreadPriority": "Lowest BelowNormal Normal AboveNormal Highest",
        "System.Threading.LazyThreadSafetyMode": "None PublicationOnly ExecutionAndPublication",
        "System.Threading.Tasks.TaskStatus": (
            "Created WaitingForActivation WaitingToRun Running WaitingForChildrenToComplete RanToCompletion Canceled Faulted"
        ),
        "System.Runtime.InteropServices.Architecture": (
            "X86 X64 Arm Arm64 Wasm S390x LoongArch64 Armv6 Ppc64le RiscV64"
        ),
        "System.Xml.XmlNodeType": (
            "None Element Attribute Text CDATA EntityReference Entity ProcessingInstruction Comment Document DocumentType "
            "DocumentFragment Notation Whitespace SignificantWhitespace EndElement EndEntity XmlDeclaration"
        ),
        "System.Xml.Formatting": "None Indented",
        "System.Xml.NewLineHandling": "Replace Entitize None",
        "System.Xml.ConformanceLevel": "Auto Fragment Document",
        "System.Reflection.ProcessorArchitecture": "None MSIL X86 IA64 Amd64 Arm",
        "Microsoft.Win32.RegistryHive": (
            "ClassesRoot=-2147483648 CurrentUser=-2147483647 LocalMachine=-2147483646 Users=-2147483645"
        ),
        "Microsoft.Win32.RegistryValueKind": (
            "Unknown=0 String=1 ExpandString=2 Binary=3 DWord=4 MultiString=7 QWord=11 None=-1"
        ),
    }
)
enums(
    {
        "System.StringSplitOptions": "None=0 RemoveEmptyEntries=1 TrimEntries=2",
        "System.AttributeTargets": (
            "Assembly=1 Module=2 Class=4 Struct=8 Enum=16 Constructor=32 Method=64 Property=128 Field=256 Event=512 "
            "Interface=1024 Parameter=2048 Delegate=4096 ReturnValue=8192 GenericParameter=16384 All=32767"
        ),
        "System.Base64FormattingOptions": "None=0 InsertLineBreaks=1",
        "System.ConsoleModifiers": "None=0 Alt=1 Shift=2 Control=4",
        "System.Globalization.NumberStyles": (
            "None=0 AllowLeadingWhite=1 AllowTrailingWhite=2 AllowLeadingSign=4 Integer=7 AllowTrailingSign=8 "
            "AllowParentheses=16 AllowDecimalPoint=32 AllowThousands=64 Number=111 AllowExponent=128 Float=167 "
            "AllowCurrencySymbol=256 Currency=383 Any=511 AllowHexSpecifier=512 HexNumber=515 AllowBinarySpecifier=1024 "
            "BinaryNumber=1027"
        ),
        "System.Globalization.DateTimeStyles": (
            "None=0 AllowLeadingWhite=1 AllowTrailingWhite=2 AllowInnerWhite=4 AllowWhiteSpaces=7 NoCurrentDateDefault=8 "
            "AdjustToUniversal=16 AssumeLocal=32 AssumeUniversal=64 RoundtripKind=128"
        ),
        "System.Globalization.TimeSpanStyles": "None=0 AssumeNegative=1",
        "System.Globalization.CompareOptions": (
            "None=0 IgnoreCase=1 IgnoreNonSpace=2 IgnoreSymbols=4 IgnoreKanaType=8 IgnoreWidth=16 NumericOrdering=32 "
            "OrdinalIgnoreCase=268435456 StringSort=536870912 Ordinal=1073741824"
        ),
        "System.Globalization.CultureTypes": (
            "NeutralCultures=1 SpecificCultures=2 InstalledWin32Cultures=4 AllCultures=7 UserCustomCulture=8 "
            "ReplacementCultures=16 WindowsOnlyCultures=32 FrameworkCultures=64"
        ),
        "System.IO.FileAccess": "Read=1 Write=2 ReadWrite=3",
        "System.IO.FileShare": "None=0 Read=1 Write=2 ReadWrite=3 Delete=4 Inheritable=16",
        "System.IO.FileOptions": (
            "None=0 Encrypted=16384 DeleteOnClose=67108864 SequentialScan=134217728 RandomAccess=268435456 "
            "Asynchronous=1073741824 WriteThrough=-2147483648"
        ),
        "System.IO.UnixFileMode": (
            "None=0 OtherExecute=1 OtherWrite=2 OtherRead=4 GroupExecute=8 GroupWrite=16 GroupRead=32 UserExecute=64 "
            "UserWrite=128 UserRead=256 StickyBit=512 SetGroup=1024 SetUser=2048"
        ),
        "System.IO.NotifyFilters": (
            "FileName=1 DirectoryName=2 Attributes=4 Size=8 LastWrite=16 LastAccess=32 CreationTime=64 Security=256"
        ),
        "System.Net.SecurityProtocolType": ("SystemDefault=0 Ssl3=48 Tls=192 Tls11=768 Tls12=3072 Tls13=12288"),
        "System.Reflection.BindingFlags": (
            "Default=0 IgnoreCase=1 DeclaredOnly=2 Instance=4 Static=8 Public=16 NonPublic=32 FlattenHierarchy=64 "
            "InvokeMethod=256 CreateInstance=512 GetField=1024 SetField=2048 GetProperty=4096 SetProperty=8192"
        ),
        "System.Reflection.MemberTypes": (
            "Constructor=1 Event=2 Field=4 Method=8 Property=16 TypeInfo=32 Custom=64 NestedType=128 All=191"
        ),
        "System.Security.Cryptography.X509Certificates.OpenFlags": (
            "ReadOnly=0 ReadWrite=1 MaxAllowed=2 OpenExistingOnly=4 IncludeArchived=8"
        ),
        "System.Security.AccessControl.FileSystemRights": (
            "ListDirectory=1 ReadData=1 WriteData=2 CreateFiles=2 CreateDirectories=4 AppendData=4 "
            "ReadExtendedAttributes=8 WriteExtendedAttributes=16 Traverse=32 ExecuteFile=32 "
            "DeleteSubdirectoriesAndFiles=64 ReadAttributes=128 WriteAttributes=256 Write=278 Delete=65536 "
            "ReadPermissions=131072 Read=131209 ReadAndExecute=131241 Modify=197055 ChangePermissions=262144 "
            "TakeOwnership=524288 Synchronize=1048576 FullControl=2032127"
        ),
        "System.Text.RegularExpressions.RegexOptions": (
            "None=0 IgnoreCase=1 Multiline=2 ExplicitCapture=4 Compiled=8 Singleline=16 IgnorePatternWhitespace=32 "
            "RightToLeft=64 ECMAScript=256 CultureInvariant=512 NonBacktracking=1024"
        ),
        "System.Threading.ThreadState": (
            "Running=0 StopRequested=1 SuspendRequested=2 Background=4 Unstarted=8 Stopped=16 WaitSleepJoin=32 Suspended=64 "
            "AbortRequested=128 Aborted=256"
        ),
        "System.Threading.LockRecursionPolicy": "NoRecursion SupportsRecursion",
        "System.Threading.Tasks.TaskCreationOptions": (
            "None=0 PreferFairness=1 LongRunning=2 AttachedToParent=4 DenyChildAttach=8"
        ),
    },
    flags=True,
)
