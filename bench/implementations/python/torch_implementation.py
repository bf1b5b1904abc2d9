"""What the PyTorch implementations share: data, the loss, its gradients."""

import numpy
import torch


def to_pytorch_gates(array):
    """Blocks of columns f, i, o, g rearranged to PyTorch's i, f, g, o."""
    f, i, o, g = numpy.split(array, 4, axis=-1)
    return numpy.concatenate([i, f, g, o], axis=-1)


class TorchImplementation:
    """Subclasses build the network, run it over all sequences (`forward`), and over one step (`step`)."""

    def __init__(self, threads):
        # Before there are threads: each takes over the state of the processor from the one that starts it.
        torch.set_flush_denormal(True)
        torch.set_num_threads(threads)
        self.name = f"PyTorch {torch.__version__}"

    def prepare(self, workload, measurement):
        self.every = workload.setting["loss"] == "every"
        self.measurement = measurement
        self.x = torch.from_numpy(workload.x.copy())
        self.build(workload, measurement)
        self.time, self.state = 0, None

    def run(self):
        if self.measurement == "train":
            loss = self.forward().square().mean()
            return loss, torch.autograd.grad(loss, self.parameters)
        with torch.inference_mode():
            if self.measurement == "infer":
                return self.forward(), ()
            x = self.x[self.time % len(self.x)]
            h, self.state = self.step(x, self.state)
            self.time += 1
            return h, ()

    def synchronize(self, result):
        """Everything is on the processor, which has finished."""

    def outcome(self, result):
        output, gradients = result
        if self.measurement != "train":
            return {"loss": output.square().mean().item()}
        squares = sum(gradient.double().square().sum().item() for gradient in gradients)
        return {"loss": output.item(), "gradientNorm": squares**0.5}
