"""The public register of letters to the councils: search, feed and JSON, the same for everybody."""
