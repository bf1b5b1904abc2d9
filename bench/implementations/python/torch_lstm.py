"""PyTorch's own LSTM, torch.nn.LSTM, without batch normalization."""

import numpy
import torch

from torch_implementation import TorchImplementation, to_pytorch_gates


def create(threads):
    return PlainLstm(threads)


class PlainLstm(TorchImplementation):
    def build(self, workload, measurement):
        setting = workload.setting
        self.lstm = torch.nn.LSTM(setting["inputSize"], setting["hiddenSize"])
        parameters = {
            "weight_ih_l0": to_pytorch_gates(workload.wx).T,
            "weight_hh_l0": to_pytorch_gates(workload.wh).T,
            "bias_ih_l0": to_pytorch_gates(workload.bias),
            # It has two biases, one of which is enough.
            "bias_hh_l0": numpy.zeros_like(workload.bias),
        }
        with torch.no_grad():
            for name, value in parameters.items():
                getattr(self.lstm, name).copy_(torch.from_numpy(numpy.ascontiguousarray(value)))
        self.lstm.bias_hh_l0.requires_grad_(False)
        self.parameters = [p for p in self.lstm.parameters() if p.requires_grad]
        if measurement != "train":
            self.lstm.eval()

    def forward(self):
        hs, (h, _) = self.lstm(self.x)
        return hs if self.every else h

    def step(self, x, state):
        hs, state = self.lstm(x.unsqueeze(0), state)
        return hs, state
