"""A batch-normalized LSTM in JAX: a scan over time under jit."""

import jax
import jax.numpy as jnp
import numpy
from jax import lax, nn

NAMES = ["wx", "wh", "bias", "gammaX", "gammaH", "gammaC", "betaC"]


def create(threads):
    # XLA's threads are as many as the processor has cores.
    return BnLstm()


class BnLstm:
    def __init__(self):
        self.name = f"JAX {jax.__version__}"

    def prepare(self, workload, measurement):
        self.measurement = measurement
        every = workload.setting["loss"] == "every"
        epsilon = workload.epsilon
        x = jnp.asarray(workload.x)
        parameters = {name: jnp.asarray(getattr(workload, name)) for name in NAMES}
        if measurement == "train":

            def loss(parameters):
                hs, h = sequence(parameters, x, train_step(parameters, epsilon))
                return jnp.mean(jnp.square(hs if every else h))

            compiled = jax.jit(jax.value_and_grad(loss))
            self.run = lambda: compiled(parameters)
        else:
            names = ["input", "hidden", "cell"]
            tables = {
                site + kind: jnp.asarray(getattr(workload, site + kind))
                for site in names
                for kind in ["Mean", "Variance"]
            }

            def outputs(parameters, tables):
                folded = fold(parameters, tables, epsilon)
                hs, h = sequence(parameters, x, evaluation_step(parameters), folded)
                return hs if every else h

            compiled = jax.jit(outputs)
            self.run = lambda: (compiled(parameters, tables), {})

    def synchronize(self, result):
        jax.block_until_ready(result)

    def outcome(self, result):
        output, gradients = result
        if self.measurement != "train":
            return {"loss": float(jnp.mean(jnp.square(output)))}
        squares = [numpy.square(numpy.asarray(g, numpy.float64)).sum() for g in gradients.values()]
        return {"loss": float(output), "gradientNorm": float(sum(squares)) ** 0.5}


def sequence(parameters, x, step, tables=None):
    zeros = jnp.zeros((x.shape[1], len(parameters["wh"])))
    xw = x @ parameters["wx"]
    (h, _), hs = lax.scan(step, (zeros, zeros), (xw, tables))
    return hs, h


def update(a, c, normalize_cell):
    f, i, o, g = jnp.split(a, 4, axis=1)
    c = nn.sigmoid(f) * c + nn.sigmoid(i) * jnp.tanh(g)
    h = nn.sigmoid(o) * jnp.tanh(normalize_cell(c))
    return (h, c), h


def train_step(p, epsilon):
    def normalize(a, gamma):
        mean = a.mean(0)
        variance = jnp.square(a - mean).mean(0)
        return gamma * (a - mean) * lax.rsqrt(variance + epsilon)

    def step(state, inputs):
        h, c = state
        a = normalize(inputs[0], p["gammaX"]) + normalize(h @ p["wh"], p["gammaH"]) + p["bias"]
        return update(a, c, lambda c: normalize(c, p["gammaC"]) + p["betaC"])

    return step


def fold(p, tables, epsilon):
    """Normalization with population statistics is a product and a sum, at each step its own."""

    def scale(site, gamma):
        return gamma * lax.rsqrt(tables[site + "Variance"] + epsilon)

    x, h, c = scale("input", p["gammaX"]), scale("hidden", p["gammaH"]), scale("cell", p["gammaC"])
    shift = p["bias"] - tables["inputMean"] * x - tables["hiddenMean"] * h
    return {"x": x, "h": h, "shift": shift, "c": c, "cellShift": p["betaC"] - tables["cellMean"] * c}


def evaluation_step(p):
    def step(state, inputs):
        h, c = state
        xw, table = inputs
        a = xw * table["x"] + (h @ p["wh"]) * table["h"] + table["shift"]
        return update(a, c, lambda c: c * table["c"] + table["cellShift"])

    return step
