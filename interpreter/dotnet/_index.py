"""Which family declares which type (written by `python -m perdure.interpreter.dotnet.index --write`)."""

# fmt: off
TYPES: dict[str, str] = {  # lower-case full type name -> module
}
