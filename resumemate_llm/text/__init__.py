"""Words, terms, numbers, sentences, dates: small pure functions that every room uses."""
