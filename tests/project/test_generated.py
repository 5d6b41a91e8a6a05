"""Generated files are fresh, and the schemas agree with the loader."""

from __future__ import annotations

import json
import subprocess
import sys

import jsonschema
import pytest

from servicecomp.loading.finding import find_content, kind_of_data
from servicecomp.loading.schemas import SCHEMAS, json_schema
from servicecomp.loading.sources import read_source


def test_generated_files_are_fresh(repository):
    done = subprocess.run([sys.executable, "-m", "docs.generate", "--check"], cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid_2020_12(name):
    schema = json_schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all("description" in entry or "$ref" in entry or "const" in entry for entry in schema["properties"].values())


def test_shipped_files_satisfy_their_schemas_and_name_them(repository):
    validators = {name: jsonschema.Draft202012Validator(json_schema(name)) for name in SCHEMAS}
    for folder in ("frameworks", "question_banks", "examples"):
        for entry in find_content(repository / folder):
            source = read_source(entry.path)
            kind = (entry.kind or kind_of_data(source.data) or "unknown").replace(" ", "-")
            errors = [error.message for error in validators[kind].iter_errors(source.data)]
            assert not errors, entry.path
            first = source.text.splitlines()[0]
            assert first.startswith("# yaml-language-server: $schema=")
            target = (entry.path.parent / first.split("=", 1)[1]).resolve()
            assert target == repository / "schemas" / f"{kind}.schema.json"
            json.loads(target.read_text(encoding="utf-8"))
