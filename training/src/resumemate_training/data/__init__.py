"""Training data: generated, imported, inspected, redacted, split and converted."""
