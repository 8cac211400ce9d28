"""A decision that comes fifty times at once, through fifty connections, counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from simengine.program import Program
from simengine.run import Answer
from tests.support import visits
from tests.support.deals import MINI_SLUG
from tests.support.ledgers import as_stored, flaws_of, read_ledger
from tests.support.playing import Game, post_decision
from tests.support.servers import Installation
from tests.support.visits import Visitor

THREADS = 50
DECISIONS = 20
ACCEPTED = 302


@pytest.fixture
def trainee(installation: Installation) -> Iterator[Visitor]:
    """Somebody who has signed in, on a server of two processes."""
    server = installation.start(workers=2)
    visitor = Visitor(server.url)
    visitor.sign_in("trainee@demo.example")
    yield visitor
    server.stop()


def test_the_same_answer_counts_once(
    installation: Installation, program: Program, trainee: Visitor
) -> None:
    statuses: Counter[int] = Counter()
    games: list[Game] = []

    for game in _games(trainee, program, games):
        answer = game.find_answer()
        assert answer is not None
        got = _send_at_once(trainee, game, lambda _number, answer=answer: answer)
        statuses += Counter(answered.status for answered in got)
        game.answers.append(answer)

    assert statuses == {ACCEPTED: THREADS * DECISIONS}
    _check_ledger(installation, program, games)


def test_of_different_answers_one_counts_and_the_others_are_told(
    installation: Installation, program: Program, trainee: Visitor
) -> None:
    games: list[Game] = []

    for game in _games(trainee, program, games):
        sent = [game.find_answer(variant=number) for number in range(THREADS)]
        got = _send_at_once(trainee, game, lambda number, sent=sent: sent[number])
        assert {answered.status for answered in got} <= {ACCEPTED, 409}
        winners = [
            answer
            for answer, answered in zip(sent, got, strict=True)
            if answer is not None and answered.status == ACCEPTED
        ]
        assert winners
        assert all(answer == winners[0] for answer in winners)
        game.answers.append(winners[0])

    _check_ledger(installation, program, games)


def _games(trainee: Visitor, program: Program, games: list[Game]) -> Iterator[Game]:
    """The game to decide in, once for each decision; the next one when one is over."""
    for _ in range(DECISIONS):
        if not games or games[-1].find_answer() is None:
            seed = len(games) + 1
            room = trainee.start_practice(MINI_SLUG, seed)
            games.append(Game(program, seed, room))
        yield games[-1]


def _send_at_once(
    trainee: Visitor, game: Game, answer_of: Callable[[int], Answer | None]
) -> list[visits.Answer]:
    form = trainee.find_decision(game.room)
    assert form is not None
    start = Barrier(THREADS)

    def send(number: int) -> visits.Answer:
        visitor, answer = trainee.twin(), answer_of(number)
        assert answer is not None
        start.wait()
        return post_decision(visitor, form, answer)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(send, range(THREADS)))


def _check_ledger(installation: Installation, program: Program, games: list[Game]) -> None:
    ledger = read_ledger(installation, program)
    assert {number: entry.answers for number, entry in ledger.items()} == {
        game.attempt_id: as_stored(game.answers) for game in games
    }
    assert [flaw for entry in ledger.values() for flaw in flaws_of(entry, program)] == []
