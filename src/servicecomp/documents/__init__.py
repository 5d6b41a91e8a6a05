"""Builders: framework, role, organisation and plan in, one document model out; no layout, no clock, no files but the phrases.

One module a kind; none is loaded before it is used, so that a kit does not wait for the models of a debrief.
"""
