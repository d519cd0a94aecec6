"""The mutation bench: good drafts broken in every way that a model breaks one, and what refine makes of them.

* `cases` puts a resume, a job and an unbroken draft together; drafts come from a factory, so the bench
  runs on any provider's drafts.
* `edits` changes one place of a draft; `fact_operators`, `loss_operators` and `wording_operators` break
  drafts with them.
* `judge` says what is wrong with an output, by code that shares nothing with `refine`.
* `unbroken` shows the other side: what refine changes in drafts that need nothing.
* `run` walks all of it over several processes; the command line is `python -m benchmarks.truth`.
"""
