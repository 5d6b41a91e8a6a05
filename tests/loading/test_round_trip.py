"""What is written is read back as the same thing."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from servicecomp.loading.building import build
from servicecomp.loading.catalogue import Catalogue
from servicecomp.loading.dumping import dump
from servicecomp.loading.sources import Source
from servicecomp.loading.yaml_reader import read_yaml
from servicecomp.testing import frameworks, organisations, question_banks, role_profiles, vacancies


def reread(model):
    text = dump(model)
    return build(type(model), Source(path=Path("x.yaml"), text=text, data=read_yaml(text)))


def without_origins(model):
    """The loader fills origins in from where a file stands; a dumped model carries none."""
    data = model.model_dump()
    for group in ("competencies", "questions"):
        for entry in data.get(group, ()):
            entry.pop("origin")
    return data


@given(st.one_of(frameworks(), role_profiles(), organisations(), vacancies()))
def test_load_of_dump_is_the_same(model):
    assert without_origins(reread(model)) == without_origins(model)


# A bank is a large example: a third of the usual number takes the usual time.
@settings(max_examples=settings().max_examples // 3)
@given(frameworks().flatmap(lambda framework: question_banks(framework=framework)))
def test_load_of_dumped_bank_is_the_same(bank):
    assert without_origins(reread(bank)) == without_origins(bank)


def test_shipped_content_is_read_back_as_written():
    catalogue = Catalogue()
    shipped = [catalogue.framework(name) for name in catalogue.framework_folders()]
    shipped += [catalogue.bank(name) for name in catalogue.bank_folders()]
    shipped += [catalogue.role(name) for name in catalogue.role_files()]
    for model in shipped:
        assert without_origins(reread(model)) == without_origins(model)
