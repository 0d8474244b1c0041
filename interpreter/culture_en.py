"""Names and patterns of the two cultures that matter: en-US (what people see) and the invariant one (inside strings)."""

DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
NARROW_SPACE = "\u202f"  # ICU's blank before AM and PM in en-US

# standard date formats -> patterns
EN_US = {
    "d": "M/d/yyyy",
    "D": "dddd, MMMM d, yyyy",
    "t": f"h:mm{NARROW_SPACE}tt",
    "T": f"h:mm:ss{NARROW_SPACE}tt",
    "f": f"dddd, MMMM d, yyyy h:mm{NARROW_SPACE}tt",
    "F": f"dddd, MMMM d, yyyy h:mm:ss{NARROW_SPACE}tt",
    "g": f"M/d/yyyy h:mm{NARROW_SPACE}tt",
    "G": f"M/d/yyyy h:mm:ss{NARROW_SPACE}tt",
    "M": "MMMM d",
    "Y": "MMMM yyyy",
}
INVARIANT = {
    "d": "MM/dd/yyyy",
    "D": "dddd, dd MMMM yyyy",
    "t": "HH:mm",
    "T": "HH:mm:ss",
    "f": "dddd, dd MMMM yyyy HH:mm",
    "F": "dddd, dd MMMM yyyy HH:mm:ss",
    "g": "MM/dd/yyyy HH:mm",
    "G": "MM/dd/yyyy HH:mm:ss",
    "M": "MMMM dd",
    "Y": "yyyy MMMM",
}
COMMON = {
    "O": "yyyy-MM-ddTHH:mm:ss.fffffffK",
    "R": "ddd, dd MMM yyyy HH':'mm':'ss 'GMT'",
    "s": "yyyy-MM-dd'T'HH':'mm':'ss",
    "u": "yyyy-MM-dd HH':'mm':'ss'Z'",
}


def date_pattern(letter: str, culture: str) -> str | None:
    """Gives the pattern of a standard date format in a culture ("en-US", "invariant"), None for an unknown letter."""
    letter = {"o": "O", "r": "R", "m": "M", "y": "Y"}.get(letter, letter)
    own: dict[str, str] = getattr(culture, "dates", None) or {}
    return COMMON.get(letter) or own.get(letter) or (INVARIANT if culture == "invariant" else EN_US).get(letter)
