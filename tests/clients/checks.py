"""How the programs of this folder tell what held."""

import sys

held = failed = 0


def check(name, holds, seen=""):
    """One line for each check; what was seen only where it did not hold."""
    global held, failed
    held, failed = held + bool(holds), failed + (not holds)
    print(f"{'ok  ' if holds else 'FAIL'} {name}" + ("" if holds else f": {seen!r}"), flush=True)
    return holds


def finish(covered):
    """The last line: what was covered. Ends the program, with 1 if anything did not hold."""
    print(f"{'FAILED' if failed else 'passed'}: {held} of {held + failed} checks; {covered}", flush=True)
    sys.exit(1 if failed else 0)
