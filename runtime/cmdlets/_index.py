"""Which file holds which cmdlet, and the default aliases (made by `index.py`, never by hand)."""

# fmt: off
COMMANDS: dict[str, tuple[str, str]] = {  # lower-case name -> (file, name)
}

ALIASES: dict[str, str] = {  # alias as written -> command
}
