"""``python -m groningse_norm.opdrachten``: the command line without its script."""

import sys

from groningse_norm.opdrachten import main

sys.exit(main())
