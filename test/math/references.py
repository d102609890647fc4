"""Writes references.csv: values of our functions to 160 bits, by mpmath 1.3 (python3 references.py > references.csv).

Each row: function, first argument, second argument (0 where there is none), nearest double, and what is left of the
true value beyond it, so that errors can be measured in fractions of the last place.
"""
import math
import random

import mpmath
from mpmath import mp, mpf

mp.prec = 160
rng = random.Random(20260120)
ROWS = 240


def spread(low, high):
    return math.exp(rng.uniform(math.log(low), math.log(high)))


def signed(low, high):
    return rng.choice((-1, 1)) * spread(low, high)


def upper_tail(x):
    return mpmath.erfc(x / mpmath.sqrt(2)) / 2


def quantile(p):
    x = mpf(0) if abs(p - 0.5) < 0.4 else (-1 if p < 0.5 else 1) * mpmath.sqrt(-2 * mpmath.log(min(p, 1 - p)))
    for _ in range(200):
        step = (upper_tail(-x) - p) / mpmath.npdf(x) if p < 0.5 else ((1 - p) - upper_tail(x)) / mpmath.npdf(x)
        step = max(min(step, mpf(1) / 2), -mpf(1) / 2)
        x -= step
        if abs(step) < mpf(2) ** -120:
            return x
    raise ValueError(p)


CASES = {
    'exp': (lambda x, _: mpmath.exp(x), lambda i: (rng.uniform(-700, 709), rng.uniform(-1, 1), signed(1e-18, 1))[i % 3]),
    'expm1': (lambda x, _: mpmath.expm1(x), lambda i: (rng.uniform(-45, 700), rng.uniform(-1, 1), signed(1e-18, 1))[i % 3]),
    'log': (lambda x, _: mpmath.log(x), lambda i: (spread(1e-320, 1e308), rng.uniform(0.5, 2), 1 + signed(1e-15, 1e-2))[i % 3]),
    'log1p': (lambda x, _: mpmath.log1p(x), lambda i: (spread(1e-18, 1e308), rng.uniform(-0.99, 3), signed(1e-18, 0.5))[i % 3]),
    'pow': (
        lambda x, y: mpmath.power(x, y),
        lambda i: (
            (spread(1e-300, 1e300), rng.uniform(-1, 1)),
            (1 + rng.uniform(-0.02, 0.3), rng.uniform(-80, 0)),
            (spread(0.1, 10), rng.uniform(-300, 300)),
            (1 + signed(1e-12, 1e-6), signed(1, 1e8)),
        )[i % 4],
    ),
    'normalCdf': (lambda x, _: upper_tail(-x), lambda i: (rng.uniform(-3, 3), rng.uniform(-37, 8))[i % 2]),
    'normalQuantile': (lambda p, _: quantile(p), lambda i: (rng.uniform(0, 1), spread(1e-300, 0.5))[i % 2]),
    'tanh': (lambda x, _: mpmath.tanh(x), lambda i: (rng.uniform(-3, 3), signed(1e-18, 30))[i % 2]),
    'logistic': (lambda x, _: 1 / (1 + mpmath.exp(-x)), lambda i: (rng.uniform(-5, 5), signed(1e-18, 700))[i % 2]),
}

print('function,x,y,nearest,rest')
for name, (function, argument) in CASES.items():
    for i in range(ROWS):
        given = argument(i)
        x, y = given if isinstance(given, tuple) else (given, 0.0)
        true = function(mpf(x), mpf(y))
        nearest = float(true)
        print(f'{name},{x!r},{y!r},{nearest!r},{float(true - mpf(nearest)):.4g}')
