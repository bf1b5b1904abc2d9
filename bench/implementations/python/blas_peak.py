"""The peak of the system's BLAS: single-precision products of large square matrices."""

import numpy

SIZE = 1024
PRODUCTS = 8


def create(threads):
    return BlasPeak()


class BlasPeak:
    def __init__(self):
        self.name = f"NumPy {numpy.__version__}"
        random = numpy.random.default_rng(0)
        self.a, self.b = random.standard_normal((2, SIZE, SIZE), dtype=numpy.float32)
        self.c = numpy.empty((SIZE, SIZE), numpy.float32)

    def prepare(self, workload, measurement):
        """There is nothing but the matrices."""

    def run(self):
        for _ in range(PRODUCTS):
            numpy.matmul(self.a, self.b, out=self.c)

    def synchronize(self, result):
        """NumPy returns when it is done."""

    def outcome(self, result):
        return {"flops": 2 * PRODUCTS * SIZE**3}
