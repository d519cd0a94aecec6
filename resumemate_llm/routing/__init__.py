"""Route: one request through the policy's chain of providers, to one valid draft.

::

    policy = Policy.default("self-hosted")          # self-hosted, (invalid: re-ask once), claude, mock
    state = RoutingState(policy)                    # one for each client: circuits and places
    routed = await route(
        request,                                    # providers.base.DraftRequest
        policy=policy,
        providers={"self-hosted": ..., "claude": ..., "mock": ...},
        answer=ProDraft,                            # or a smaller model for one part of a plan
        state=state,
        deadline=60.0,                              # seconds from now; default policy.deadline
        listener=print,                             # observe.events
    )
    routed.draft, routed.provider, routed.attempts, routed.cost_usd, routed.fallback_reason

A `ProviderError` in a provider's place in `providers` says why it cannot be used; it is skipped and
stands in the trail. Synchronous callers go through a `Portal`::

    with Portal() as portal:
        routed = portal.call(lambda: route(request, policy=policy, providers=providers, answer=ProDraft))

`route_all` sends the parts of one draft through the chain at the same time.

Where to read on: policy.py (the numbers), table.py (which failure leads to what), chain.py (the
decisions in time, without I/O), driver.py (the only code that waits), together.py (several requests of one
call), breaker.py, limiter.py, answer.py.
"""

from .answer import read_answer
from .attempt import total_cost
from .breaker import Breaker, BreakerStore, Circuit, MemoryStore, Snapshot
from .chain import Call, Outcome, Verdict, Wait, decide
from .driver import Providers, Routed, route
from .limiter import Limiter
from .policy import BreakerSettings, Policy, Step, Strategy, chain_names, default_step, reader_step
from .portal import Portal
from .state import RoutingState
from .table import TABLE, Action, Blame, Row
from .together import Together, route_all

__all__ = [
    "TABLE",
    "Action",
    "Blame",
    "Breaker",
    "BreakerSettings",
    "BreakerStore",
    "Call",
    "Circuit",
    "Limiter",
    "MemoryStore",
    "Outcome",
    "Policy",
    "Portal",
    "Providers",
    "Routed",
    "RoutingState",
    "Row",
    "Snapshot",
    "Step",
    "Strategy",
    "Together",
    "Verdict",
    "Wait",
    "chain_names",
    "decide",
    "default_step",
    "read_answer",
    "reader_step",
    "route",
    "route_all",
    "total_cost",
]
