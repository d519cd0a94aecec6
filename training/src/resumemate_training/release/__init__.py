"""From a merged model to what is served: quantized, as GGUF, for Ollama, with a card, on a hub."""
