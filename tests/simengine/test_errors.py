import pickle

from simengine.errors import N_, FormulaError, SimError, excerpt


def test_message_is_the_template_with_its_values():
    error = FormulaError(N_("%(name)s is unknown"), {"name": "`x`"}, 3)
    assert (str(error), error.template, error.params, error.column) == (
        "`x` is unknown",
        "%(name)s is unknown",
        {"name": "`x`"},
        3,
    )


def test_message_without_values_has_no_params():
    assert (str(SimError(N_("It is empty"))), SimError("It is empty").params) == (
        "It is empty",
        {},
    )


def test_translation_reaches_the_error_inside_an_error():
    catalogue = {"In %(formula)s: %(problem)s": "%(formula)s：%(problem)s", "no": "不行"}
    error = FormulaError(
        "In %(formula)s: %(problem)s", {"formula": "`x`", "problem": FormulaError("no")}
    )
    assert error.translated(catalogue.__getitem__) == "`x`：不行"
    assert str(error) == "In `x`: no"


def test_error_survives_the_way_to_another_process():
    error = pickle.loads(pickle.dumps(FormulaError("%(n)d", {"n": 3}, 7)))
    assert (str(error), error.params, error.column) == ("3", {"n": 3}, 7)


def test_excerpt_is_short_and_printable():
    assert excerpt("a\x00b\ud800") == "a\ufffdb\ufffd"
    assert excerpt("abcdef", width=4) == "abc…"
