"""The server is killed again and again while people play. What it acknowledged stays."""

from __future__ import annotations

import http.client
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread
from typing import TypeVar

import pytest

from simengine.program import Program
from tests.support import visits
from tests.support.deals import MINI_SLUG
from tests.support.ledgers import as_stored, flaws_of, integrity_of, read_ledger
from tests.support.playing import Game
from tests.support.servers import Installation, free_port
from tests.support.visits import Visitor

# On PostgreSQL only our own processes die, not the database: fewer times show as much.
KILLS = {"sqlite": 50, "postgresql": 8}
WORKERS = 2
PLAYERS = ("trainee", "chen.siyuan", "wang.yutong", "liu.haoran", "zhao.min", "huang.weijie")
MOST_DECISIONS_BETWEEN_KILLS = 16
# A server that is killed before it has answered anybody shows nothing.
MOST_SECONDS_BETWEEN_KILLS = 20
DEALS_OF_A_SESSION = 3
PATIENCE_SECONDS = 240
ACCEPTED = 302
UNAVAILABLE = 503

Got = TypeVar("Got")


@pytest.mark.parametrize("installation", KILLS, indirect=True)
def test_no_acknowledged_decision_is_lost_or_doubled(
    installation: Installation, program: Program
) -> None:
    kills = KILLS[installation.kind]
    dice, port, over = random.Random(2), free_port(), Event()
    players = [
        Player(Visitor(f"http://127.0.0.1:{port}"), program, login, number * 1000, over)
        for number, login in enumerate(PLAYERS, 1)
    ]
    threads = [Thread(target=player.play_on, daemon=True) for player in players]

    server = installation.start(port=port, workers=WORKERS)
    for thread in threads:
        thread.start()
    for _ in range(kills):
        _wait_for_decisions(players, dice.randint(1, MOST_DECISIONS_BETWEEN_KILLS))
        assert _failures(players) == [], server.read_log()
        server.kill()
        server = installation.start(port=port, workers=WORKERS)
    over.set()
    for thread in threads:
        thread.join(timeout=PATIENCE_SECONDS)
    server.stop()

    assert _failures(players) == [], server.read_log()
    ledger = read_ledger(installation, program)
    games = [game for player in players for game in player.games]
    assert {game.attempt_id: as_stored(game.answers) for game in games} == {
        game.attempt_id: ledger[game.attempt_id].answers for game in games
    }
    assert [flaw for entry in ledger.values() for flaw in flaws_of(entry, program)] == []
    assert integrity_of(installation) == ["ok"]
    # Otherwise the server died in idleness, and nothing was shown.
    assert sum(player.broken_answers for player in players) >= kills
    assert _count(players) >= 2 * kills


def _wait_for_decisions(players: list[Player], number: int) -> None:
    enough = _count(players) + number
    deadline = time.monotonic() + MOST_SECONDS_BETWEEN_KILLS
    while _count(players) < enough and time.monotonic() < deadline and not _failures(players):
        time.sleep(0.01)


def _failures(players: list[Player]) -> list[str]:
    return [player.failure for player in players if player.failure]


def _count(players: list[Player]) -> int:
    return sum(len(game.answers) for player in players for game in player.games)


@dataclass
class Player:
    """Somebody who signs in, starts a deal, decides, and begins again with the next.

    A request without an answer is sent again until it is answered, as people do. Pages are not
    looked at: a server that has just been started would be busy with nothing else.
    """

    visitor: Visitor
    program: Program
    login: str
    first_seed: int
    over: Event
    games: list[Game] = field(default_factory=list)
    token: str = ""
    broken_answers: int = 0
    failure: str = ""

    def play_on(self) -> None:
        """Play until it is over. The first thing that goes wrong ends it and becomes `failure`."""
        try:
            for number in count():
                if self.over.is_set():
                    return
                if number % DEALS_OF_A_SESSION == 0:
                    self._insist(self._sign_in)
                self._play_one(self.first_seed + number)
        except Exception as error:  # a thread that dies silently would pass for a success
            self.failure = f"{self.login}: {error!r}"

    def _play_one(self, seed: int) -> None:
        practice = f"/scenarios/{MINI_SLUG}/practice"
        started = self._post(practice, [("seed", str(seed))])
        game = Game(self.program, seed, started.location)
        self.games.append(game)
        while not self.over.is_set() and (answer := game.find_answer()) is not None:
            self._post(f"{game.room}/decisions", game.fields_to_send(answer))
            game.answers.append(answer)

    def _sign_in(self) -> None:
        self.visitor.sign_in(f"{self.login}@demo.example")
        self.token = self.visitor.read_csrf_token("/account")

    def _post(self, path: str, fields: list[tuple[str, str]]) -> visits.Answer:
        sent = [("csrf_token", self.token), *fields]
        answer = self._insist(lambda: self._ask(path, sent))
        assert answer.status == ACCEPTED, f"{path}: {answer.status} to {fields}\n{answer.text}"
        return answer

    def _ask(self, path: str, sent: list[tuple[str, str]]) -> visits.Answer:
        answer = self.visitor.post(path, sent)
        if answer.status == UNAVAILABLE:
            # Nothing was acknowledged: as good as no answer.
            raise ConnectionAbortedError(answer.text)
        return answer

    def _insist(self, ask: Callable[[], Got]) -> Got:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return ask()
            except ConnectionRefusedError:
                pass
            except (OSError, http.client.HTTPException):
                self.broken_answers += 1
            if time.monotonic() > deadline:
                raise TimeoutError(f"no answer within {PATIENCE_SECONDS} s")
            time.sleep(0.05)
