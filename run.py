#!/usr/bin/env python3
"""Starts KG with Python alone: makes .venv beside this file, installs what is pinned, and runs the command."""

# Every Python must be able to read this file, for an old one to be told so in one line: no f-strings, no annotations.

import os
import sys

HERE = os.path.dirname(os.path.realpath(__file__))
VENV = os.path.join(HERE, ".venv")
BUILD = os.path.join(HERE, "build")
PROGRAMS = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(PROGRAMS, "python.exe" if os.name == "nt" else "python")
STAMP = os.path.join(VENV, "kg-is-set-up")
ISLANDS = os.path.join(HERE, "hatch_build.py")
PINS = {"run": os.path.join(HERE, "constraints.txt"), "dev": os.path.join(HERE, "constraints-dev.txt")}
NODE = os.path.join(HERE, "constraints-node.txt")
CHECKS = (
    [PYTHON, "-m", "ruff", "check"],
    [PYTHON, "-m", "ruff", "format", "--check"],
    [PYTHON, "-m", "mypy"],
    [os.path.join(PROGRAMS, "lint-imports")],
    [PYTHON, ISLANDS, "check"],
)
HELP = """KG: which process owns a record, where it goes, how long it is kept, by which law, and why.

python run.py resolve "RECORD"    sets everything up the first time, then answers
python run.py COMMAND ...         any command of kg; python run.py kg --help lists them
python run.py test [...]          all tests; arguments go to pytest
python run.py check               ruff, mypy, the floors between the modules, and the pages' scripts
python run.py islands             bundles the pages' scripts again, which the first run did where it could
python run.py bench [...]         the benchmarks

Python 3.11 or newer, and a network the first time, are all it needs. It writes to .venv and build beside run.py only.
"""
REASONS = (  # what venv or pip print, and what to tell a person
    ("ensurepip", "this Python has no pip: install pip or, on Debian and Ubuntu, python3-venv"),
    ("No space left on device", "the disk is full: make room, then start again"),
    ("onnection", "no connection to the package index: check network and proxy, then start again"),
    ("timed out", "no answer from the package index: check network and proxy, then start again"),
    ("HASHES", "a package is not the one that was pinned: trust it only after renewing the pins"),
    ("No matching distribution", "a pinned package has no file for this Python or system"),
)


class SetUpError(Exception):
    """Set-up could not be finished; its text is one line for a person."""


def say(line):
    """Write one line of progress or trouble to standard error."""
    sys.stderr.write("run.py: " + line + "\n")
    sys.stderr.flush()


def wanted():
    """Return what an environment must have been made from: this Python in this place, and these pins."""
    import hashlib

    digest = hashlib.sha256()
    names = [os.path.join(HERE, "pyproject.toml"), PINS["run"], PINS["dev"]]
    for folder, inner, files in os.walk(os.path.join(HERE, "frontend")):
        inner[:] = sorted(set(inner) - {"node_modules", "test"})
        names += [os.path.join(folder, name) for name in sorted(files)]
    for name in names:
        with open(name, "rb") as file:
            digest.update(file.read())
    return [" ".join((HERE + " " + sys.version).split()), digest.hexdigest()]


def found():
    """Return what the environment was made from, then `run` or `dev`; nothing where it is missing or not whole."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            return file.read().splitlines() if os.path.exists(PYTHON) else []
    except OSError:
        return []


def is_ready(group):
    """Say whether a finished environment holds all of `group`, `run` or `dev`."""
    made = found()
    return made[:2] == wanted() and made[2:] in (["dev"], [group])


def set_up(group):
    """Make or renew the environment; the stamp is written last, so an interrupted set-up is done again."""
    import sqlite3

    os.makedirs(BUILD, exist_ok=True)
    lock = sqlite3.connect(os.path.join(BUILD, "set-up.lock"), timeout=900, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")  # a lock on every system, and one that ends with its process
    try:
        if is_ready(group):
            return
        made, now = found(), wanted()
        group = "dev" if made[2:] == ["dev"] else group
        if os.path.exists(STAMP):
            os.remove(STAMP)
        fill(group, anew=made[:1] != now[:1])
        with open(STAMP, "w", encoding="utf-8") as file:
            file.write("\n".join(now + [group]))
    finally:
        lock.close()


def fill(group, anew):
    """Make .venv, where `anew`, and install the pins of `group` and kg itself, all by hash."""
    pip = installing()
    if anew:
        without = ["--without-pip"] if pip[0] == sys.executable else []
        work("making .venv, once", [sys.executable, "-m", "venv", "--clear"] + without + [VENV])
    work("installing packages", pip + ["--require-hashes", "-r", PINS[group]])
    os.environ["KG_WITHOUT_ISLANDS"] = "1"  # they have a step of their own, which may fail
    work("installing kg", pip + ["--no-build-isolation", "-e", HERE])
    islands()


def installing():
    """Return the command that installs into .venv: this Python's pip, or where it has none the one in .venv."""
    import importlib.util

    here = importlib.util.find_spec("pip") is not None
    pip = [sys.executable, "-m", "pip", "--python", PYTHON] if here else [PYTHON, "-m", "pip"]
    return pip + ["install", "--disable-pip-version-check", "--no-input", "--no-compile", "--retries", "2", "--no-deps"]


def islands():
    """Bundle the pages' scripts, with a Node.js from the package index where the machine has none; return the status.

    Where that cannot be, the pages do without them, and a line says so.
    """
    import subprocess

    try:
        if subprocess.call([PYTHON, ISLANDS, "node"]) != 0:
            work("installing Node.js for the pages' scripts, once", installing() + ["--require-hashes", "-r", NODE])
        work("bundling the pages' scripts", [PYTHON, ISLANDS])
    except SetUpError as error:
        say(str(error))
        say("the pages do without scripts until this has succeeded: python run.py islands")
        return 1
    return 0


def work(what, command):
    """Run a step of the set-up; what it prints goes to a log, and the reason into one line where it fails."""
    import subprocess

    say(what)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    if done.returncode == 0:
        return
    log = os.path.join(BUILD, "set-up.log")
    with open(log, "w", encoding="utf-8") as file:
        file.write(done.stdout)
    reasons = [reason for sign, reason in REASONS if sign in done.stdout]
    reasons += [line.strip() for line in done.stdout.splitlines() if "Error: " in line or "ERROR: " in line]
    raise SetUpError("%s failed: %s (all of it: %s)" % (what, (reasons + ["no reason given"])[0], log))


def hand_over(command):
    """Become `command`; on Windows, where that cannot be, wait for it."""
    if os.name != "nt":
        os.execv(command[0], command)
    import subprocess

    return subprocess.call(command)


def check():
    """Run every check to its end; return 1 where one found something."""
    import subprocess

    failed = False
    for command in CHECKS:
        say("checking with " + " ".join(command).replace(PYTHON + " -m ", "").replace(PROGRAMS + os.sep, ""))
        failed = subprocess.call(command) != 0 or failed
    return int(failed)


def run(command, words):
    """Set up what `command` needs and run it on the rest of the words; return the exit status."""
    if command == "islands" and is_ready("run"):
        return islands()
    group = "dev" if command in ("test", "check", "bench") else "run"
    if not is_ready(group):
        set_up(group)
    if command == "islands":
        return 0  # the set-up has just tried
    os.environ.setdefault("PYTHONUTF8", "1")
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        # Whoever wants no __pycache__ in the sources gets none, and need not wait for a compilation at each start.
        os.environ.setdefault("PYTHONPYCACHEPREFIX", os.path.join(BUILD, "pycache"))
    if group == "run":  # -P: no file of the caller's folder may stand in for a module
        return hand_over([PYTHON, "-P", "-m", "kg"] + ([] if command == "kg" else [command]) + words)
    os.chdir(HERE)
    if command == "check":
        return check()
    return hand_over([PYTHON, "-m", "pytest" if command == "test" else "benchmarks"] + words)


def main(words):
    """Return the exit status of `words`."""
    if sys.version_info < (3, 11):
        say("KG needs Python 3.11 or newer; this is %d.%d" % sys.version_info[:2])
        return 2
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(HELP)
        return 0
    try:
        return run(words[0], words[1:])
    except SetUpError as error:
        say(str(error))
    except OSError as error:
        say("%s: %s" % (error.filename or HERE, error.strerror or error))
    except KeyboardInterrupt:
        say("interrupted; the same command goes on from here")
        return 130
    return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
