"""Asking a paid model: journalled before it is used, never asked twice, on its way even when we are killed.

`journal` is the record on the disk, `courier` the process that carries requests, `paid` the provider that
the SDK's routing sees, with its budget.
"""
