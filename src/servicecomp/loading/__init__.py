"""YAML text -> models, every problem with its line; the catalogue and where the shipped content is."""
