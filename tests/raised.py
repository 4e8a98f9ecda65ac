"""The texts of errors as they stand in the code: each message and hint as a template, `{}` where something is put in.

Names are followed to what they were given in the same function or module, parameters to what calls of it say, and calls
to what a function of the module returns; "{}" alone is a text that comes from elsewhere.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import kg

ROOT = Path(kg.__file__).parent
_DEEPEST = 6
"""Steps that a text is followed."""
_THERE_IS_NONE = "{}: there is no {}"
_MAKES = re.compile(r"Error\(|\bunknown\(")
_Function = ast.FunctionDef | ast.AsyncFunctionDef


_ALSO = {("read/worker.py", "_tell"): (0, 1), ("service/trial.py", "_fault"): (1, 2)}
"""What else makes the texts of errors, which another process then raises, by the places of its arguments."""


@dataclass(frozen=True)
class Said:
    """A text of an error, with the place that raises it."""

    text: str
    at: str


@dataclass(frozen=True)
class Part:
    """A text of ours that is put into another one, at the place of that number, from 0."""

    text: str
    into: str
    place: int


@dataclass
class Module:
    """A module with what its texts are made of."""

    path: Path
    tree: ast.Module
    parts: list[Part] = field(default_factory=list)
    """Texts of ours that are put into others."""

    @property
    def name(self) -> str:
        """Its path within the package."""
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All that the module is made of."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def functions(self) -> dict[str, _Function]:
        """Functions and methods by name."""
        return {node.name: node for node in self.nodes if isinstance(node, _Function)}


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program that makes errors."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py"))}
    return tuple(Module(path, ast.parse(text)) for path, text in texts.items() if _MAKES.search(text))


@cache
def kinds() -> frozenset[str]:
    """Names of the errors: KgError and what is derived from it."""
    found = {"KgError"}
    classes = [node for module in modules() for node in module.nodes if isinstance(node, ast.ClassDef)]
    while more := {c.name for c in classes if _named(c.bases) & found} - found:
        found |= more
    return frozenset(found)


@cache
def raised() -> tuple[Said, ...]:
    """Each message, hint and place that the code gives to an error."""
    found: dict[Said, None] = {}
    for module in modules():
        for node, within in _calls(module):
            name = ast.unparse(node.func).rpartition(".")[2]
            given = [node.args[at] for at in _ALSO.get((module.name, name), (0,)) if at < len(node.args)]
            hints = [k.value for k in node.keywords if k.arg == "hint"]
            places = [k.value for k in node.keywords if k.arg == "where"]
            texts = [text for each in given + hints for text in _texts(each, module, within, _DEEPEST)]
            texts += [text for each in places for text in _texts(each, module, within, _DEEPEST) if text != "{}"]
            found |= dict.fromkeys(Said(text, module.name) for text in texts)
    return tuple(found)


def put_in() -> Iterator[Part]:
    """Each text of ours that is put into another one."""
    raised()
    for module in modules():
        yield from dict.fromkeys(module.parts)
        for node in module.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "unknown":
                told = _texts(node.args[0], module, None, 1)
                yield from (Part(text, _THERE_IS_NONE, 0) for text in told if text != "{}")


@cache
def all_texts() -> frozenset[str]:
    """Every text of the code as a template, whatever it is for."""
    found: set[str] = set()
    for module in modules():
        for node in module.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                found.add(_joined(node))
    return frozenset(found)


def _named(bases: Sequence[ast.expr]) -> set[str]:
    return {ast.unparse(base).rpartition(".")[2] for base in bases}


def _calls(module: Module) -> Iterator[tuple[ast.Call, _Function | None]]:
    """The calls that make an error, each with the function around it."""

    def walk(node: ast.AST, within: _Function | None, kind: bool) -> Iterator[tuple[ast.Call, _Function | None]]:
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name.rpartition(".")[2] in known or (kind and name == "super().__init__"):
                yield node, within
        for child in ast.iter_child_nodes(node):
            inside = node if isinstance(node, _Function) else within
            yield from walk(child, inside, node.name in kinds() if isinstance(node, ast.ClassDef) else kind)

    checks = {"ValueError"} if module.name.startswith("face/web/") else set()
    known = {*kinds(), *(name for where, name in _ALSO if where == module.name), *checks}
    yield from walk(module.tree, None, False)


def _joined(node: ast.JoinedStr) -> str:
    return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)


def _texts(node: ast.expr, module: Module, within: _Function | None, deep: int) -> list[str]:
    """The templates that an expression may come to."""

    def of(*nodes: ast.expr) -> list[str]:
        return [text for each in nodes for text in _texts(each, module, within, deep - 1)] if deep else ["{}"]

    match node:
        case ast.Constant(value=str(text)):
            return [text] if text else []
        case ast.Constant():
            return []
        case ast.JoinedStr():
            held = [value.value for value in node.values if isinstance(value, ast.FormattedValue)]
            for place, value in enumerate(held):
                module.parts += [Part(text, _joined(node), place) for text in of(value) if text != "{}"]
            return [_joined(node)]
        case ast.IfExp():
            return of(node.body, node.orelse)
        case ast.BoolOp():
            return of(*node.values)
        case ast.Dict():
            return of(*node.values)
        case ast.Subscript():
            return of(node.value) if isinstance(node.value, ast.Name) else ["{}"]
        case ast.Name():
            return _of_name(node.id, module, within, deep) if deep else ["{}"]
        case ast.Call(func=ast.Attribute(attr="format" | "get" | "strip", value=value)):
            return of(value, *node.args[1:]) if isinstance(value, ast.Name | ast.Subscript | ast.JoinedStr) else ["{}"]
        case ast.Call(func=ast.Name(id=name)) if name in module.functions and deep:
            return _of_function(module.functions[name], module, deep)
    return ["{}"]


def _of_name(name: str, module: Module, within: _Function | None, deep: int) -> list[str]:
    for around in (within, module.tree):
        if around is None:
            continue
        if isinstance(around, _Function) and name in [a.arg for a in around.args.args + around.args.kwonlyargs]:
            return _of_parameter(name, around, module, deep)
        nodes = list(ast.walk(around)) if isinstance(around, _Function) else around.body
        given = [each.value for each in nodes if isinstance(each, ast.Assign | ast.AnnAssign) and _gives(each, name)]
        if given:
            return [text for each in given if each for text in _texts(each, module, within, deep - 1)]
        loops = [each.iter for each in nodes if isinstance(each, ast.For) and ast.unparse(each.target) == name]
        called = [ast.unparse(each.func) for each in loops if isinstance(each, ast.Call)]
        if called and called[0] in module.functions:
            return _of_function(module.functions[called[0]], module, deep)
    return ["{}"]


def _of_function(function: _Function, module: Module, deep: int) -> list[str]:
    """What a function returns or yields."""
    found: list[str] = []
    for each in ast.walk(function):
        if isinstance(each, ast.Return | ast.Yield | ast.YieldFrom) and each.value:
            value = each.value.elt if isinstance(each.value, ast.GeneratorExp) else each.value
            found += _texts(value, module, function, deep - 1)
    return found


def _gives(node: ast.Assign | ast.AnnAssign, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(isinstance(target, ast.Name) and target.id == name for target in targets)


def _of_parameter(name: str, function: _Function, module: Module, deep: int) -> list[str]:
    """What calls within the module say for a parameter."""
    names = [argument.arg for argument in function.args.args]
    found: list[str] = []
    if function.name == "__init__":  # called by the name of its class, with names and numbers
        return ["{}"]

    def walk(node: ast.AST, within: _Function | None) -> None:
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == function.name:
            at = names.index(name) - (names[0] == "self") if name in names else len(node.args)
            given = node.args[at : at + 1] or [k.value for k in node.keywords if k.arg == name]
            found.extend(text for each in given for text in _texts(each, module, within, deep - 1))
        for child in ast.iter_child_nodes(node):
            walk(child, node if isinstance(node, _Function) else within)

    walk(module.tree, None)
    return found or ["{}"]
