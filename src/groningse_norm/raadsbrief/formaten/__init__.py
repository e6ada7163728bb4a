"""From the bytes of a file to the lines of a letter: one module a format.

``bestand.lees`` is the way in. Text is read where it is asked; .docx, .odt and .pdf, whose readers walk through
structures that a stranger made, are read in a process of their own (``kind``) with bounds on time and memory.
"""
