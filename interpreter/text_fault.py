"""The base of our readers' private exceptions: a text that is no number, date, pattern, address ... .

Who calls a reader makes the error that PowerShell gives there. One that nobody has made into an error becomes the .NET
exception of `type_name` with the reader's message (python_faults.py).
"""


class TextFault(Exception):
    """A text that cannot be read. `error_id`: PowerShell's, where the exception brings a record of its own."""

    type_name = "System.FormatException"
    error_id = ""
