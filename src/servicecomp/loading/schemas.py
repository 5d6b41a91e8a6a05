"""JSON Schemas (2020-12) of the files that people write, for their editors; generated from the models."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from servicecomp.loading.building import models_in
from servicecomp.loading.papers import PAPERS
from servicecomp.models.banks import QuestionBank, QuestionFile
from servicecomp.models.frameworks import Competency, Framework
from servicecomp.models.organisations import Organisation
from servicecomp.models.roles import RoleProfile
from servicecomp.models.vacancies import Vacancy

if TYPE_CHECKING:
    from pydantic import BaseModel

__all__ = ["SCHEMAS", "json_schema", "schema_text"]

SCHEMAS: dict[str, type[BaseModel]] = {
    "framework": Framework,
    "competency": Competency,
    "role": RoleProfile,
    "question-bank": QuestionBank,
    "questions": QuestionFile,
    "organisation": Organisation,
    "vacancy": Vacancy,
    **{kind.replace(" ", "-"): model for kind, model in PAPERS.items()},
}
"""Name of each schema file and the model that it describes."""

_FILLED_IN = frozenset({"origin", "logo_data"})
# What stands in files of its own, or is inherited, and therefore cannot be asked for in this one.
_ELSEWHERE = {"framework": ("competencies",), "question-bank": ("questions",)}
_INHERITED = {"framework": ("proficiency_scale", "rating_scale", "bands")}


class _Schema(GenerateJsonSchema):
    schema_dialect = "https://json-schema.org/draft/2020-12/schema"


def json_schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind of file, with the models' own words as descriptions."""
    model = SCHEMAS[name]
    schema = model.model_json_schema(schema_generator=_Schema)
    parts = {model.__name__: schema, **schema.get("$defs", {})}
    models = {part.__name__: part for part in _all_models(model)}
    for title, part in parts.items():
        _describe(part, models.get(title))
    for field in _ELSEWHERE.get(name, ()):
        schema["properties"].pop(field)
    inherited = _INHERITED.get(name, ())
    if inherited:
        schema["required"] = [field for field in schema["required"] if field not in inherited]
        schema["anyOf"] = [{"required": ["extends"]}, {"required": list(inherited)}]
    schema["required"] = sorted({*schema.get("required", ()), "format"} - {""})
    return {
        "$schema": _Schema.schema_dialect,
        "title": f"servicecomp {name}",
        **{key: value for key, value in schema.items() if key != "title"},
    }


def schema_text(name: str) -> str:
    """Return a schema as it stands in its file."""
    return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"


def _describe(part: dict[str, Any], model: type[BaseModel] | None) -> None:
    if model is None:
        return
    part["description"] = inspect.cleandoc(model.__doc__ or "").splitlines()[0]
    words = _field_words(model)
    for field in _FILLED_IN & set(part.get("properties", ())):
        part["properties"].pop(field)
    for field, entry in part.get("properties", {}).items():
        entry.pop("title", None)
        if field in words:
            entry["description"] = words[field]


def _field_words(model: type[BaseModel]) -> dict[str, str]:
    """Return the docstrings under a model's fields, inherited ones included.

    Why from the source: pydantic can collect them itself, but does so at import, which costs more than loading a framework.
    """
    words: dict[str, str] = {}
    for owner in reversed(model.__mro__):
        if owner.__module__.startswith("servicecomp."):
            words |= _module_words(owner.__module__).get(owner.__name__, {})
    return words


@cache
def _module_words(module: str) -> dict[str, dict[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    found: dict[str, dict[str, str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            fields = found.setdefault(node.name, {})
            for field, after in zip(node.body, node.body[1:], strict=False):
                if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
                    continue
                if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
                    fields[field.target.id] = inspect.cleandoc(after.value.value)
    return found


def _all_models(model: type[BaseModel]) -> list[type[BaseModel]]:
    """Return a model and every model that its fields use."""
    found: list[type[BaseModel]] = []
    waiting = [model]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.append(current)
            for field in current.model_fields.values():
                waiting.extend(models_in(field.annotation))
    return found
