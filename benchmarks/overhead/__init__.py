"""What a call costs besides the model: our client and its peers against one loopback server.

    make overhead            # installs the peers into an environment of their own, then runs this

Every contender turns the same 20 KB answer into a validated ProDraft, in a process of its own, on the same
machine, in one run: latency at concurrency 1, processor time a call, throughput at concurrency 64, time to
a valid answer when the first provider fails at once (500, or an answer that is not JSON), import time, and
memory growth over 1,000 calls. The floor is plain httpx2 plus pydantic. What a peer cannot do says "-".
Ratios within one run are what counts; the absolute figures are this machine's.
"""
