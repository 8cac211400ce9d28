"""A visitor of a live server over real HTTP, without a browser: cookies and forms, no more."""

from __future__ import annotations

import http.client
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

from app.accounts.demo import PASSWORD
from tests.support.html_forms import Form, find_form, forms_of, get_form

MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Answer:
    """What the server answered, redirects not followed."""

    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def location(self) -> str:
        """Where a redirect leads: path and query."""
        parts = urlsplit(self.headers["Location"])
        return parts.path + (f"?{parts.query}" if parts.query else "")


@dataclass
class Visitor:
    """Keeps the cookies of one person. Not for use by two threads at once; see :meth:`twin`.

    Every request may raise OSError or http.client.HTTPException: no answer was received.
    """

    base_url: str
    language: str = "en"
    timeout_seconds: float = 30
    cookies: dict[str, str] = field(default_factory=dict)

    def twin(self) -> Visitor:
        """The same person's other tab: the session of this moment, used apart."""
        return Visitor(self.base_url, self.language, self.timeout_seconds, dict(self.cookies))

    def get(self, path: str) -> Answer:
        """The page of a path, redirects followed."""
        for _ in range(MOST_REDIRECTS):
            answer = self._send("GET", path, None)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            path = urljoin(path, answer.location)
        raise AssertionError(f"{path} redirects without end")

    def post(self, path: str, fields: Iterable[tuple[str, str]]) -> Answer:
        """The answer to a form, a redirect not followed."""
        return self._send("POST", path, urlencode(list(fields)).encode())

    def submit(self, page: str, form: Form, **values: str) -> Answer:
        """The answer to a form that stands on the page of this path."""
        return self.post(urljoin(page, form.action) or page, form.filled(**values))

    def sign_in(self, email: str, password: str = PASSWORD) -> None:
        """Sign in through the page, in a new session."""
        self.cookies.clear()
        form = get_form(self.get("/login").text, "novalidate")
        answer = self.submit("/login", form, email=email, password=password)
        assert answer.status in (302, 303), f"{email} could not sign in:\n{answer.text}"

    def read_csrf_token(self, page: str) -> str:
        """The token that every form of this session carries."""
        form = forms_of(self.get(page).text)[0]
        return next(control.value for control in form.controls if control.name == "csrf_token")

    def start_practice(self, slug: str, seed: int) -> str:
        """Start an attempt with a seed of one's own. Returns the path of its deal room."""
        page = f"/scenarios/{slug}"
        form = next(form for form in forms_of(self.get(page).text) if "seed" in form.names)
        answer = self.submit(page, form, seed=str(seed))
        assert answer.status in (302, 303), f"{page}: {answer.status}\n{answer.text}"
        return answer.location

    def find_decision(self, room: str) -> Form | None:
        """The form of the decision at hand in a deal room; None when nothing is asked."""
        answer = self.get(room)
        assert answer.status == 200, f"{room}: {answer.status}\n{answer.text}"
        return find_form(answer.text, "data-decision")

    def _send(self, method: str, path: str, body: bytes | None) -> Answer:
        headers = {"Accept-Language": self.language, "Connection": "close"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection(
            urlsplit(self.base_url).netloc, timeout=self.timeout_seconds
        )
        try:
            connection.request(method, path, body, headers)
            received = connection.getresponse()
            text = received.read().decode("utf-8", "replace")
        finally:
            connection.close()
        self._keep_cookies(received)
        return Answer(received.status, received.headers, text)

    def _keep_cookies(self, received: http.client.HTTPResponse) -> None:
        for header in received.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                if morsel["max-age"] == "0" or morsel.value == "":
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value
