"""Google's identity tokens, which let a request into a private Cloud Run service.

A token lasts about an hour. It comes from the service account that GOOGLE_APPLICATION_CREDENTIALS names, or
from the metadata server of the machine (Cloud Run, GKE, Compute Engine); a person's own login gives none.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from threading import Lock
from typing import Any

from ..errors import FailureCategory as F
from ..errors import MissingExtra, ProviderError

logger = logging.getLogger(__name__)

RENEW_BEFORE = timedelta(minutes=5)
"""How long before its end a token is replaced: longer than any request takes to be let in."""
SERVERLESS_HEADER = "X-Serverless-Authorization"
"""Where Cloud Run looks for its token first; Authorization then stays free for the server's own key."""


class GoogleIdentity:
    """Makes the header that lets a request in; call it before each request, from any thread.

    `audience` is the service's address, such as https://resumemate-x.a.run.app. `header` is where the token
    goes: Authorization, or `SERVERLESS_HEADER` where the server behind has a key of its own.

    Raises `MissingExtra` without the extra `[gcp]`; a call raises `ProviderError` (AUTH) where no token can
    be had.
    """

    def __init__(self, audience: str, *, header: str = "Authorization") -> None:
        if find_spec("google") is None or find_spec("google.auth") is None or find_spec("requests") is None:
            raise MissingExtra("a Google identity", "gcp")
        self._audience, self._header = audience, header
        self._credentials: Any = None
        self._lock = Lock()

    def __repr__(self) -> str:
        return f"GoogleIdentity({self._audience!r}, header={self._header!r})"

    def __call__(self) -> Mapping[str, str]:
        """The header with a token that is good for `RENEW_BEFORE` at least."""
        with self._lock:
            if self._left() < RENEW_BEFORE:
                self._renew()
            return {self._header: f"Bearer {self._credentials.token}"}

    def _left(self) -> timedelta:
        """How long the token is good for; google-auth tells its end in UTC without saying so."""
        expiry = getattr(self._credentials, "expiry", None)
        return expiry - datetime.now(UTC).replace(tzinfo=None) if expiry else timedelta(0)

    def _renew(self) -> None:
        from google.auth.exceptions import GoogleAuthError
        from google.auth.transport.requests import Request

        try:
            fresh = self._credentials or _credentials(self._audience, Request())
            fresh.refresh(Request())
            self._credentials = fresh
        except GoogleAuthError as error:
            if self._left() > timedelta(0):
                logger.warning("the Google identity token could not be renewed (%s)", type(error).__name__)
                return
            detail = (
                f"no Google identity token ({type(error).__name__}): run where there is a service account, "
                "or set GOOGLE_APPLICATION_CREDENTIALS"
            )
            raise ProviderError(F.AUTH, detail) from None


def _credentials(audience: str, request: Any) -> Any:
    from google.oauth2 import id_token

    library: Any = id_token  # partly typed
    return library.fetch_id_token_credentials(audience, request=request)
