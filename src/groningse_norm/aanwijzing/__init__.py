"""The register of an authority: who holds an office, who deputises, who signs on its behalf."""
