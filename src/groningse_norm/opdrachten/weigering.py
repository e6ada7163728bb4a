"""What a command says when it does not do what was asked."""


class Geweigerd(Exception):
    """The command cannot or may not do this; the text is one sentence. Exit code 1."""


class VerkeerdGebruik(Exception):
    """The arguments or the environment make no sense; one sentence. Exit code 2."""
