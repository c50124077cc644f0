"""`python -m latent_lint_pack`."""

import sys

from .cli import main

sys.exit(main())
