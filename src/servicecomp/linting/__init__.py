"""Lint rules as data, and what puts them to texts about jobs, questions, anchors and metrics."""
