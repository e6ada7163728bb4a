"""Demo content and accounts.

Facts of the founding letter are real and told in own words; everything else is marked as example.
"""

from groningse_norm.demo.accounts import accounts
from groningse_norm.demo.inhoud import laad

__all__ = ["accounts", "laad"]
