"""Attachments: what they tell besides their text is taken out, and viruses are kept out."""
