"""`python -m servicecomp`."""

from __future__ import annotations

import sys

from servicecomp.cli import main

sys.exit(main())
