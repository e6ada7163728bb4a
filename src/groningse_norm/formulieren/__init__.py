"""Forms of collective.easyform: answers the organiser can use, registration for a meeting."""
