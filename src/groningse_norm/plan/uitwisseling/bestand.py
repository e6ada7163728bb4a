"""What a file of a plan is bound to, and why one is refused."""

MIB = 2**20
MAX_BYTES = 10 * MIB
MAX_KOLOMMEN = 100
MAX_TEKENS = 10 * MIB  # in all cells together, however often the file uses the same text
BLAD = "Maatregelen"


class BestandGeweigerd(ValueError):
    """A file that cannot be taken in; ``code`` names the reason, ``bijzonderheid`` what in it."""

    def __init__(self, code: str, bijzonderheid: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.bijzonderheid = bijzonderheid
