"""The distribution: a new site "Groningse norm" on Plone's site-creation page.

Also the rule that a site with demo accounts is not served to other machines.
"""
