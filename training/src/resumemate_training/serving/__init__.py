"""A trained model behind vLLM: the right flags, a server for the length of a check, and the check."""
