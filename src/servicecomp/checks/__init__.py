"""Checks across files: what one file alone cannot tell."""

from servicecomp.checks.content import Content, ContentRole, gather
from servicecomp.checks.paper_rules import papers_of
from servicecomp.checks.rules import CHECKS, check_content, in_order

__all__ = ["CHECKS", "Content", "ContentRole", "check_content", "gather", "in_order", "papers_of"]
