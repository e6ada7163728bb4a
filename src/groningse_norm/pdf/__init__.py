"""PDF: from markup to a tagged file in an authority's style, a stamp for one reader, and a seal."""
