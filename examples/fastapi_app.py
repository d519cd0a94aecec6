"""A route that tailors resumes: pip install fastapi uvicorn && uvicorn examples.fastapi_app:app

    curl -s localhost:8000/tailor -H 'content-type: application/json' \\
      -d "$(jq -n --rawfile r resume.txt --rawfile j job.txt '{resume: $r, job: $j}')"
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

from resumemate_llm import AsyncResumeMate, InputError


class Pair(BaseModel):
    """Two texts, as pasted."""

    resume: str
    job: str


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """One client for the life of the application: it keeps connections and circuit breakers."""
    async with AsyncResumeMate(deadline=60) as client:
        app.state.client = client
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/tailor")
async def tailor(pair: Pair) -> dict[str, Any]:
    """The output in production's envelope; 422 where a text is not a resume or a job."""
    # Bytes, because a str may also be a path, and no visitor shall name a file of the server.
    resume, job = pair.resume.encode(), pair.job.encode()
    try:
        result = await app.state.client.generate_pro(resume, job)
    except InputError as error:
        raise HTTPException(422, str(error)) from None
    return result.to_envelope()
