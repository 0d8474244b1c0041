"""The command `perdure`, and `python -m perdure`."""

import sys


def main() -> int:
    """Runs the command line and gives the exit status."""
    from perdure.runtime.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
