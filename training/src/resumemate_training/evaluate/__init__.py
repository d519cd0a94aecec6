"""Evaluation of models on held-out examples: asked once, judged, compared with the reference, gated."""
