"""Who has signed and who has not: on the page, as a file, and a reminder by mail."""
