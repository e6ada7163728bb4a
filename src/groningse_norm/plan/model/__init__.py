"""From the model of a norm to an authority's own plan, and along with it when it changes."""
