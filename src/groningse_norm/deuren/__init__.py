"""Doors: what of stock Plone is closed while the add-on is installed.

The workflow withholds ``View`` and the seal ends a path at an item. What neither lock covers is
closed here: whatever answers about an item from elsewhere. ``docs/doors.md`` lists all doors.
"""
