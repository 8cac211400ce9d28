"""exp, log and the normal quantile, the same to the last bit on every machine.

IEEE 754 fixes the result of + - * / and sqrt, and these functions use nothing else. It does not
fix exp and log, and C libraries differ in the last place (glibc even picks another variant where
the processor has fused multiply-add). One such bit can flip a comparison, and a run would no
longer replay. Rounding the results only makes that rarer; these functions cannot differ at all.
They are within about one unit in the last place of the true value.

Method and coefficients: fdlibm's e_exp.c and e_log.c (Sun Microsystems, 1993, free to use).
"""

from math import floor, frexp, ldexp, sqrt

from simengine.errors import N_, FormulaError

LARGEST_EXPONENT = 709.7
SMALLEST_EXPONENT = -708.0

_INVERSE_LN2 = 1.44269504088896338700e00
_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_SQRT_HALF = 0.7071067811865476


def exp(x: float) -> float:
    """e to the power of `x`; 0 below e**-708, where doubles lose their precision.

    Raises FormulaError for x above 709.7, where the result would overflow, and for NaN.
    """
    if x < SMALLEST_EXPONENT:
        return 0.0
    if not x <= LARGEST_EXPONENT:
        raise FormulaError(
            N_("exp(%(x)g) is too large a number: keep what exp() is given below 709"), {"x": x}
        )
    k = floor(x * _INVERSE_LN2 + 0.5)
    high = x - k * _LN2_HIGH
    low = k * _LN2_LOW
    r = high - low
    t = r * r
    # fmt: off
    c = r - t * ((((4.13813679705723846039e-08 * t
        - 1.65339022054652515390e-06) * t
        + 6.61375632143793436117e-05) * t
        - 2.77777777770155933842e-03) * t
        + 1.66666666666666019037e-01)
    # fmt: on
    return ldexp(1.0 - ((low - (r * c) / (2.0 - c)) - high), k)


def log(x: float) -> float:
    """The natural logarithm of `x`.

    Raises FormulaError unless x is above zero and finite.
    """
    if not 0.0 < x < float("inf"):
        raise FormulaError(
            N_("log(%(x)g) does not exist: log() takes a number above zero"), {"x": x}
        )
    m, k = frexp(x)
    if m < _SQRT_HALF:
        m += m
        k -= 1
    f = m - 1.0
    s = f / (2.0 + f)
    z = s * s
    # fmt: off
    series = z * ((((((1.479819860510658591e-01 * z
        + 1.531383769920937332e-01) * z
        + 1.818357216161805012e-01) * z
        + 2.222219843214978396e-01) * z
        + 2.857142874366239149e-01) * z
        + 3.999999999940941908e-01) * z
        + 6.666666666666735130e-01)
    # fmt: on
    half = 0.5 * f * f
    return k * _LN2_HIGH - ((half - (s * (half + series) + k * _LN2_LOW)) - f)


def normal_quantile(p: float) -> float:
    """The standard normal number that a share `p`, strictly between 0 and 1, stays below.

    Method and coefficients: Wichura (1988), algorithm AS 241, Applied Statistics 37 (3), 477-484;
    its relative error is about 1e-16.
    """
    q = p - 0.5
    # fmt: off
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        above = (((((((2.5090809287301226727e3 * r
            + 3.3430575583588128105e4) * r
            + 6.7265770927008700853e4) * r
            + 4.5921953931549871457e4) * r
            + 1.3731693765509461125e4) * r
            + 1.9715909503065514427e3) * r
            + 1.3314166789178437745e2) * r
            + 3.3871328727963666080)
        below = (((((((5.2264952788528545610e3 * r
            + 2.8729085735721942674e4) * r
            + 3.9307895800092710610e4) * r
            + 2.1213794301586595867e4) * r
            + 5.3941960214247511077e3) * r
            + 6.8718700749205790830e2) * r
            + 4.2313330701600911252e1) * r
            + 1.0)
        return q * above / below
    r = sqrt(-log(p if q < 0.0 else 1.0 - p))
    if r <= 5.0:
        r -= 1.6
        above = (((((((7.74545014278341407640e-4 * r
            + 2.27238449892691845833e-2) * r
            + 2.41780725177450611770e-1) * r
            + 1.27045825245236838258) * r
            + 3.64784832476320460504) * r
            + 5.76949722146069140550) * r
            + 4.63033784615654529590) * r
            + 1.42343711074968357734)
        below = (((((((1.05075007164441684324e-9 * r
            + 5.47593808499534494600e-4) * r
            + 1.51986665636164571966e-2) * r
            + 1.48103976427480074590e-1) * r
            + 6.89767334985100004550e-1) * r
            + 1.67638483018380384940) * r
            + 2.05319162663775882187) * r
            + 1.0)
    else:
        r -= 5.0
        above = (((((((2.01033439929228813265e-7 * r
            + 2.71155556874348757815e-5) * r
            + 1.24266094738807843860e-3) * r
            + 2.65321895265761230930e-2) * r
            + 2.96560571828504891230e-1) * r
            + 1.78482653991729133580) * r
            + 5.46378491116411436990) * r
            + 6.65790464350110377720)
        below = (((((((2.04426310338993978564e-15 * r
            + 1.42151175831644588870e-7) * r
            + 1.84631831751005468180e-5) * r
            + 7.86869131145613259100e-4) * r
            + 1.48753612908506148525e-2) * r
            + 1.36929880922735805310e-1) * r
            + 5.99832206555887937690e-1) * r
            + 1.0)
    # fmt: on
    z = above / below
    return -z if q < 0.0 else z
