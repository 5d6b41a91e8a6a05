"""Starting: the index says what the rules' files say, a changed file is read itself, and linting a text loads no models."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from pydantic import BaseModel

from servicecomp.linting import rule_index, rulebook
from servicecomp.linting.rule_index import INDEX, index_text, indexed_jurisdiction, indexed_rule
from servicecomp.linting.rulebook import jurisdictions, read_jurisdiction, read_rule, rule_files

START = (
    "import sys; from servicecomp.api.linting import lint; print(len(lint({text!r}, kind={kind!r}, jurisdiction='us-co')), *sys.modules)"
)


def same(record, value):
    """Whether a record holds what a model holds, part by part, for every field that it has."""
    if isinstance(value, BaseModel):
        return all(same(entry, getattr(value, name)) for name, entry in vars(record).items())
    if isinstance(value, tuple):
        return isinstance(record, tuple) and len(record) == len(value) and all(map(same, record, value))
    if isinstance(value, dict):
        return isinstance(record, dict) and list(record) == list(value) and all(same(record[key], value[key]) for key in value)
    return record == value and type(record) is type(value)


def test_the_index_is_what_the_files_make():
    assert INDEX.read_text(encoding="utf-8") == index_text(
        sorted(((path, read_rule(path)) for path in rule_files().values()), key=lambda row: row[1].code),
        ((path, read_jurisdiction(path)) for path in jurisdictions().values()),
    ), "run 'python -m docs.generate'"


@pytest.mark.parametrize("code", sorted(rule_files()))
def test_an_indexed_rule_is_the_rule(code):
    path = rule_files()[code]
    record, rule = indexed_rule(code, path), read_rule(path)
    assert same(record, rule)
    assert {*type(rule).model_fields} - {*vars(record)} == {"format", "what", "why", "measured", "sources", "examples"}


@pytest.mark.parametrize("name", sorted(jurisdictions()))
def test_an_indexed_jurisdiction_is_the_jurisdiction(name):
    path = jurisdictions()[name]
    record, profile = indexed_jurisdiction(name, path), read_jurisdiction(path)
    assert same(record, profile)
    assert {*vars(record)} == {*type(profile).model_fields}


def test_a_file_changed_since_is_read_itself(tmp_path):
    path = tmp_path / rule_files()["JD401"].name
    path.write_bytes(rule_files()["JD401"].read_bytes())
    assert indexed_rule("JD401", path) is not None
    path.write_bytes(path.read_bytes().replace(b"default: warning", b"default: error"))
    assert indexed_rule("JD401", path) is None
    assert indexed_rule("ZZ999", path) is None


@pytest.mark.parametrize("content", [None, "", "{", "{}", '{"rules": {}}'])
def test_without_an_index_the_files_are_read(content, tmp_path, monkeypatch):
    index = tmp_path / "index.json"
    if content is not None:
        index.write_text(content, encoding="utf-8")
    monkeypatch.setattr(rule_index, "INDEX", index)
    for cached in (rule_index._index, rulebook.area_rules):
        cached.cache_clear()
    try:
        rules = rulebook.area_rules("PM")
        assert rules == tuple(read_rule(path) for code, path in rule_files().items() if code.startswith("PM"))
    finally:
        for cached in (rule_index._index, rulebook.area_rules):
            cached.cache_clear()


@pytest.mark.parametrize(("kind", "text"), [("job-description", "We want a ninja."), ("interview-question", "Are you married?")])
def test_linting_a_text_loads_no_models(kind, text):
    done = subprocess.run([sys.executable, "-c", START.format(kind=kind, text=text)], capture_output=True, text=True, check=True)
    found, *modules = done.stdout.split()
    assert int(found) > 0
    assert not {"pydantic", "pydantic_core", "servicecomp.models.rules", "servicecomp.loading.catalogue"} & {*modules}


def test_the_index_holds_no_examples_and_no_sources():
    entries = json.loads(INDEX.read_text(encoding="utf-8"))["rules"].values()
    assert not any({"examples", "sources", "why"} & {*entry["fields"]} for entry in entries)
