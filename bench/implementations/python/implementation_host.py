"""The process of an implementation written in Python: answers requests on its standard input (protocol.ts).

    python3 bench/implementations/python/implementation_host.py <script> <options as JSON>
"""

import importlib
import json
import math
import os
import sys
import time


class Workload:
    """The numbers of one setting (workload.ts), as NumPy arrays."""

    def __init__(self, path, time_steps=None):
        import numpy

        with open(path + ".json") as file:
            header = json.load(file)
        numbers = numpy.fromfile(path + ".bin", dtype="<f4")
        self.setting = header["setting"]
        self.epsilon = header["epsilon"]
        whole = self.setting["timeSteps"]
        self.time_steps = time_steps or whole
        for place in header["layout"]:
            shape = header["shapes"][place["name"]]
            start = place["offset"] // 4
            array = numbers[start : start + math.prod(shape)].reshape(shape)
            # Time comes first wherever there is time.
            if place["name"] == "x" or place["name"].endswith(("Mean", "Variance")):
                array = array[: self.time_steps]
            setattr(self, place["name"], array)


class Host:
    """Answers one request after the other."""

    def __init__(self, script, options):
        self.script, self.options = script, options
        self.steps = 1

    def load(self, request):
        module = importlib.import_module(self.script.removesuffix(".py"))
        self.implementation = module.create(**self.options)
        return {"name": self.implementation.name}

    def prepare(self, request):
        workload = Workload(request["workload"], request.get("timeSteps"))
        self.implementation.prepare(workload, request["measurement"])
        self.steps = workload.time_steps if request["measurement"] == "stream" else 1
        return {}

    def verify(self, request):
        for _ in range(self.steps):
            result = self.implementation.run()
        return self.implementation.outcome(result)

    def time(self, request):
        elapsed = 0.0
        for _ in range(request["runs"]):
            start = time.perf_counter()
            result = self.implementation.run()
            self.implementation.synchronize(result)
            elapsed += time.perf_counter() - start
            # What a run leaves is freed outside the clock.
            del result
        return {"milliseconds": 1000 * elapsed}


def main():
    script, options = sys.argv[1:]
    # Libraries may print what they like; answers go to the standard output of the start.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    host = Host(script, json.loads(options))
    for line in sys.stdin:
        request = json.loads(line)
        try:
            said = getattr(host, request["do"])(request)
        except ImportError as error:
            said = {"absent": str(error)}
        except Exception as error:
            said = {"error": f"{type(error).__name__}: {error}"}
        answers.write("@bench " + json.dumps(said) + "\n")
        answers.flush()


main()
