"""Letters of an authority to its council: read in, signed, sent, published."""
