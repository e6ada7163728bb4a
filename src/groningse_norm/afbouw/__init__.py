"""Uninstall: what people wrote stays readable in stock types, and everything else of ours goes.

After it the package itself may go as well: nothing in the database names it any more.
"""

from groningse_norm.afbouw.omzetting import zet_inhoud_om
from groningse_norm.afbouw.opruiming import ruim_op

__all__ = ["ruim_op", "zet_inhoud_om"]
