"""One module for each subject that is measured: ``ROWS`` and ``measure()``."""
