"""What every worksheet makes of its lesson's case, and what it remarks on."""

from __future__ import annotations

from datetime import date

import pytest

from app.worksheets.catalogue import TOOLS, get_tool
from app.worksheets.contents import Contents, from_json, tidy
from app.worksheets.examples import example_of
from app.worksheets.tools.network_plan import working_day
from app.worksheets.worked import Worked, work_out

RESULTS = {
    "smart-goals": (
        "Still to be won: CNY 48,000,000 | Wins needed: 10 | Bids needed: 25 | "
        "Qualified deals needed: 50 | Days needed: 1,000 | Days left: 0 | "
        "Orders that the days there are bring: CNY 60,000,000"
    ),
    "pestel": "To act on: 4 | To watch: 1 | To strike out: 1 | Weighs most: Political 1",
    "five-forces": (
        "Strongest force: Suppliers | CR4: share of the four largest: 79% | "
        "HHI: sum of squared shares: 1,922 | Market a year: CNY 381,000,000 | "
        "Within reach: CNY 228,600,000 | Margin that the rise takes: CNY 1,926,400 | "
        "Gross margin left: 11.6%"
    ),
    "competitor-comparison": (
        "Who leads: Huamai | We are behind by: 3.26 | One more point by price costs: CNY 414,652 | "
        "One more point by our actions costs: CNY 30,000 | Our total after the actions: 88.46"
    ),
    "swot": (
        "Strengths less weaknesses: -9 | Chances less threats: 16 | Strategies of the pair SO: 1 | "
        "Strategies of the pair WO: 2 | Strategies of the pair ST: 1"
    ),
    "customer-needs-file": (
        "Weighted attitude: 51.6 | Expected worth a year: CNY 4,535,680 | Payback: 1.2"
    ),
    "price-and-margin": (
        "Floor: cost of the deal: CNY 3,800,000 | Price for the margin wanted: CNY 5,000,000 | "
        "Ceiling: most the customer would pay: CNY 5,280,000 | Best price: CNY 5,000,000 | "
        "Expected margin at it: CNY 552,000 | Share of the margin that the discount takes: 20.8% | "
        "More deals needed to earn the same: 26.3% | Cost of the later payment: CNY 20,000 | "
        "Break-even: deals a year that cover the fixed costs: 3"
    ),
    "promotion-budget": (
        "All activities: CNY 554,000 | Opportunities: 21 | Expected wins: 3.87 | "
        "Cost of a win, bids included: CNY 1,771,059 | Of that, promotion: CNY 143,152 | "
        "Return on what is spent: 36% | Win rate that pays for the bid: 12.5%"
    ),
    "channel-mix": (
        "Best channel this year: Henglian | Its profit: CNY 2,276,000 | "
        "Direct and Henglian cost the same at sales of: CNY 10,000,000"
    ),
    "raci": "Tasks with exactly one A: 6 | Tasks that somebody does (R): 5",
    "network-plan": (
        "Length of the plan: 66 | Ends on: Jun 1, 2026 | Critical path: A → C → D → F → H → I | "
        "Expected length: 71 | Standard deviation: 4.35 | "
        "Days that hold with 90% certainty: 76.6 | "
        "Chance to hold the 77 days promised: 91.6%"
    ),
    "risk-matrix": (
        "Expected loss: CNY 1,840,000 | Chance that at least one strikes: 83% | "
        "Reserve with 80% certainty: CNY 3,200,000 | Cost of all responses: CNY 590,000 | "
        "Expected loss left: CNY 665,000 | Saved by the responses: CNY 585,000 | "
        "Reserve after the responses, 80%: CNY 1,000,000"
    ),
    "funnel": (
        "From lead to win: 4.2% | Cost of a win: CNY 986,000 | Margin of a win: CNY 1,440,000 | "
        "Length of the funnel: 151 | Standard error of the last step: 7.8%"
    ),
    "earned-value": (
        "Budget of all packages: CNY 3,900,000 | Planned value: CNY 2,340,000 | "
        "Earned value: CNY 1,950,000 | Actual cost: CNY 2,200,000 | CPI: 0.886 | SPI: 0.833 | "
        "At completion, if it happened once: CNY 4,150,000 | Margin then: CNY 850,000 | "
        "At completion, if the cause persists: CNY 4,400,000 | Margin then: CNY 600,000 | "
        "At completion, if the date must hold too: CNY 4,840,000 | Margin then: CNY 160,000 | "
        "TCPI: efficiency that the rest needs: 1.147 | Length at this pace: 180 | "
        "Difference by efficiency: CNY 133,000 | Difference by rate: CNY 84,000"
    ),
    "collection-plan": (
        "Open in all: CNY 4,250,000 | Of that overdue: CNY 1,750,000 | "
        "Expected cash: CNY 4,140,300 | Days sales outstanding: 88.9 | "
        "Cash that 70 days would free: CNY 2,378,082"
    ),
    "lessons-log": (
        "Worth most: Three columns in the survey | Its worth a year: CNY 131,500 | "
        "Worth of the first four: CNY 260,200 | Lessons that are whole: 3 | "
        "Factor by history: 1.37 | Factor for 80 %: 1.72 | Estimate by history: 82 | "
        "Enough in eight cases of ten: 103 | Missing in the cost: CNY 41,942 | "
        "Reserve beside it: CNY 39,715"
    ),
}  # fmt: skip

# A change to the example as section.row.field=text, and a piece of the remark that follows.
REMARKS = [
    ("smart-goals", "segments.1.orders=10000000", "leave CNY 18,800,000 of the target open"),
    ("smart-goals", "segments.1.orders=40000000", "exceed the target by CNY 11,200,000"),
    ("smart-goals", "people.1.quota=1000000", "cover 88.3% of the target"),
    ("smart-goals", "people.1.quota=30000000", "exceed the target by 36.7%"),
    ("smart-goals", "goals.2.kind=|goals.3.kind=", "results and no actions"),
    ("smart-goals", "left..not_done=", "Write what is left alone"),
    ("smart-goals", "segments.1.rate=0", "At a win rate of 0 no number of bids"),
    ("pestel", "factors.1.source=", "Political 1 has no source"),
    ("pestel", "factors.1.action=", "Political 1 scores 25 and has no action"),
    ("pestel", "factors.1.who=", "Nobody is named for Political 1"),
    ("pestel", "factors.3.action=", "Social 3 is watched without a warning sign"),
    ("pestel", "factors.3.kind=", "Nothing is noted under: Social"),
    ("pestel", "factors.1.due=2025-07-01", "Political 1: the date has passed"),
    ("five-forces", "forces.buyers.figure=", "Buyers has a score and no figure"),
    ("five-forces", "forces.buyers.action=", "Buyers is strong and nothing is done"),
    ("five-forces", "shares.1.share=60", "add up to 132.0%"),
    ("competitor-comparison", "bidders.1.kind=rival", "taken for yourself"),
    ("competitor-comparison", "bidders.2.kind=rival", "Is there an incumbent?"),
    ("competitor-comparison", "items.2.ground=", "“Demonstration” is scored without a ground"),
    ("swot", "factors.1.proof=", "A has no proof"),
    ("swot", "strategies.1.uses=A", "to pair"),
    ("swot", "plans.price.mended=", "The clash of “Price” is not mended"),
    ("customer-needs-file", "needs.6.person=", "No need is noted from Zou Min"),
    ("customer-needs-file", "needs.1.test=", "Need A has no test"),
    ("customer-needs-file", "needs.1.words=", "Need A is not in the customer's words"),
    ("customer-needs-file", "people.1.part=user", "Who decides on the money?"),
    ("customer-needs-file", "people.3.attitude=20", "Jiang Tao counts and is against you (20)"),
    ("price-and-margin", "prices.1.price=3500000", "CNY 3,500,000 is below the floor"),
    ("price-and-margin", "gives.1.return=", "is given for nothing"),
    ("promotion-budget", "looks.1.stop=", "“Seminars at design institutes” has no sign"),
    ("promotion-budget", "activities.1.act=", "“Trade fair”: what should whom do"),
    ("channel-mix", "channels.2.steps=", "“Henglian” is paid and takes no step"),
    ("channel-mix", "deals.1.evidence=", "is registered without evidence"),
    ("raci", "tasks.1.duty:2=A", "“Blueprint signed”: 2 answer for it"),
    ("raci", "tasks.1.duty:1=", "“Blueprint signed”: nobody answers for it"),
    ("raci", "roles.5.side=us|roles.6.side=us", "Nobody of the customer takes part"),
    ("raci", "promises.1.now=", "What becomes of “A trace query"),
    ("network-plan", "tasks.2.low=30|tasks.2.high=60", "another path is the longest: A → B → F"),
    ("risk-matrix", "risks.6.cost=900000", "the response costs more than it saves"),
    ("risk-matrix", "project..margin=4000000", "“Water in the pit” alone would take"),
    ("risk-matrix", "risks.1.response=", "“Water in the pit” has no response"),
    ("funnel", "stages.1.trace=", "“Leads”: by what trace"),
    ("earned-value", "causes.1.change=", "“Interfaces” is more than noise"),
    ("earned-value", "packages.6.actual=5000000", "The budget is spent"),
    ("collection-plan", "invoices.1.reason=", "ask whether it is paperwork"),
    ("lessons-log", "tasks.8.actual=|tasks.7.actual=", "6 tasks make no norm yet"),
    (
        "lessons-log",
        "|".join(f"tasks.{row}.actual=40|tasks.{row}.estimated=40" for row in range(1, 9)),
        "The ratios vary little",
    ),
]

# The same for what keeps a worksheet from being calculated.
PROBLEMS = [
    ("competitor-comparison", "items.1.score:1=9", "9 points are more than the 8"),
    ("swot", "strategies.1.uses=A Z", "No row has the code Z"),
    ("network-plan", "tasks.2.code=a", "Row 1 has the code A too"),
    ("network-plan", "tasks.2.code=", "needs a code of its own"),
    ("network-plan", "tasks.2.code=B C", "would be read as several"),
    ("network-plan", "tasks.2.after=B", "cannot wait for itself"),
    ("network-plan", "tasks.2.usual=", "How many days"),
    ("network-plan", "tasks.1.low=", "Three points need both cases"),
    ("network-plan", "tasks.1.low=20", "The good case takes at most"),
    ("network-plan", "tasks.1.high=11", "The good case takes at most"),
    ("network-plan", "tasks.1.after=I", "in a circle: A → I → H"),
    ("funnel", "stages.2.count=300", "More than in the stage before"),
    ("funnel", "sources.1.wins=11", "More were won than bid for"),
    ("collection-plan", "books..day=", "As of which day"),
    ("collection-plan", "invoices.4.paid=9000000", "More is paid than was invoiced"),
    ("collection-plan", "invoices.1.hoped=2026-01-01", "before it is invoiced"),
]


def changed(kind: str, changes: str) -> Worked:
    """The example worked out after some cells were changed."""
    tool = get_tool(kind)
    data = example_of(tool).contents.as_json()
    for change in changes.split("|"):
        place, _equals, text = change.partition("=")
        section, row_id, field = place.split(".")
        if not row_id:
            data["fields"][section][field] = text
            continue
        (row,) = (row for row in data["tables"][section] if row["id"] == row_id)
        row[field] = text
    return work_out(tool, tidy(tool, from_json(data)))


@pytest.mark.parametrize("kind", [tool.id for tool in TOOLS])
def test_the_lesson_s_numbers_come_out(asked: None, kind: str) -> None:
    worked = work_out(get_tool(kind), example_of(get_tool(kind)).contents)
    found = [f"{result.label}: {worked.result_text(result)}" for result in worked.outcome.results]
    assert " | ".join(found).replace("\u00a0", " ") == RESULTS[kind]


@pytest.mark.parametrize(("kind", "changes", "said"), REMARKS)
def test_what_deserves_a_remark_gets_one(asked: None, kind: str, changes: str, said: str) -> None:
    worked = changed(kind, changes)
    assert worked.outcome.problems == ()
    texts = [remark.text.replace("\u00a0", " ") for remark in worked.outcome.remarks]
    assert any(said in text for text in texts), texts
    before = work_out(get_tool(kind), example_of(get_tool(kind)).contents)
    assert not any(said in remark.text for remark in before.outcome.remarks)


@pytest.mark.parametrize(("kind", "changes", "said"), PROBLEMS)
def test_what_cannot_be_is_said_at_its_place(
    asked: None, kind: str, changes: str, said: str
) -> None:
    worked = changed(kind, changes)
    assert worked.outcome.results == ()
    (problem, *_others) = worked.outcome.problems
    assert said in problem.message
    assert problem.place.field
    assert worked.is_wrong(problem.place.section, problem.place.row, problem.place.field)


def test_a_deal_registered_twice_belongs_to_the_first(asked: None) -> None:
    tool = get_tool("channel-mix")
    rows = ({"id": "1", "customer": "Qinghe"}, {"id": "2", "customer": "Qinghe"})
    worked = work_out(tool, Contents(tables={"deals": rows}, fields={"deal": {}}))
    assert "“Qinghe” is registered twice: row 1 came first." in {
        remark.text for remark in worked.outcome.remarks
    }


@pytest.mark.parametrize(
    ("days", "end"),
    [
        (0, date(2026, 3, 2)),
        (1, date(2026, 3, 2)),
        (5, date(2026, 3, 6)),
        (6, date(2026, 3, 9)),
        (66, date(2026, 6, 1)),
    ],
)
def test_working_days_pass_weekends(days: int, end: date) -> None:
    assert working_day(date(2026, 3, 2), days) == end
    # From a Saturday work begins on Monday.
    assert working_day(date(2026, 2, 28), days) == end
