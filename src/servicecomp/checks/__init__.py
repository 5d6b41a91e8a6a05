"""Checks across files: what one file alone cannot tell."""

from servicecomp.checks.content import Content, ContentRole, gather
from servicecomp.checks.rules import CHECKS, check_content

__all__ = ["CHECKS", "Content", "ContentRole", "check_content", "gather"]
