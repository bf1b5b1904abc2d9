"""A batch-normalized LSTM in PyTorch, three times: as a loop that autograd differentiates, the same with its
step compiled (PyTorch 2), and scripted with a backward pass written by hand. Every normalization is one fused
call, and the products x Wx of all steps are one product.
"""

from typing import List, Tuple

import torch
from torch import Tensor

from torch_implementation import TorchImplementation


def create(variant, threads):
    if variant == "compile" and not hasattr(torch, "compile"):
        raise ImportError(f"torch.compile needs PyTorch 2, this is {torch.__version__}")
    return BnLstm(variant, threads)


class BnLstm(TorchImplementation):
    def __init__(self, variant, threads):
        super().__init__(threads)
        if variant == "manual":
            self.sequence = Manual.apply
        else:
            self.sequence = loop(torch.compile(cell) if variant == "compile" else cell)

    def build(self, workload, measurement):
        def tensor(name):
            return torch.from_numpy(getattr(workload, name).copy())

        names = ["wx", "wh", "bias", "gammaX", "gammaH", "gammaC", "betaC"]
        self.parameters = [tensor(name).requires_grad_(measurement == "train") for name in names]
        self.epsilon = workload.epsilon
        if measurement != "train":
            self.fold(tensor)

    def fold(self, tensor):
        """Normalization with population statistics is a product and a sum: s a + d."""
        _, _, bias, gamma_x, gamma_h, gamma_c, beta_c = self.parameters

        def scale(site, gamma):
            return gamma * torch.rsqrt(tensor(f"{site}Variance") + self.epsilon)

        self.input_scale = scale("input", gamma_x)
        self.hidden_scale = scale("hidden", gamma_h)
        self.cell_scale = scale("cell", gamma_c)
        self.shift = bias - tensor("inputMean") * self.input_scale - tensor("hiddenMean") * self.hidden_scale
        self.cell_shift = beta_c - tensor("cellMean") * self.cell_scale

    def forward(self):
        if self.measurement == "train":
            hs, h = self.sequence(self.x, *self.parameters, self.epsilon)
        else:
            pre = torch.matmul(self.x, self.parameters[0]).mul_(self.input_scale.unsqueeze(1))
            pre.add_(self.shift.unsqueeze(1))
            hs, h = evaluate(pre, self.parameters[1], self.hidden_scale, self.cell_scale, self.cell_shift)
        return hs if self.every else h

    def step(self, x, state):
        t = min(self.time, len(self.shift) - 1)
        wx, wh = self.parameters[:2]
        if state is None:
            zeros = x.new_zeros(len(x), len(wh))
            state = zeros, zeros
        pre = torch.addcmul(self.shift[t], x @ wx, self.input_scale[t])
        h, c = evaluation_step(
            pre, *state, wh, self.hidden_scale[t], self.cell_scale[t], self.cell_shift[t]
        )
        return h, (h, c)


def cell(xw, h, c, wh, bias, gamma_x, gamma_h, gamma_c, beta_c, epsilon):
    """One step with the statistics of the batch, given x_t Wx."""
    size = h.size(1)
    input = torch.batch_norm(xw, gamma_x, bias, None, None, True, 0.0, epsilon, False)
    hidden = torch.batch_norm(h @ wh, gamma_h, None, None, None, True, 0.0, epsilon, False)
    a = input + hidden
    f, i, o = torch.sigmoid(a[:, : 3 * size]).chunk(3, 1)
    c = f * c + i * torch.tanh(a[:, 3 * size :])
    normalized = torch.batch_norm(c, gamma_c, beta_c, None, None, True, 0.0, epsilon, False)
    return o * torch.tanh(normalized), c


def loop(step):
    """The sequence as a loop over `step`, which autograd differentiates."""

    def sequence(x, wx, wh, *parameters):
        h = c = torch.zeros(x.size(1), wh.size(0))
        hs = []
        # Unbound once: the gradient of a single x[t] would be as large as that of all.
        for xw in torch.matmul(x, wx).unbind(0):
            h, c = step(xw, h, c, wh, *parameters)
            hs.append(h)
        return torch.stack(hs), h

    return sequence


@torch.jit.script
def evaluation_step(
    pre: Tensor, h: Tensor, c: Tensor, wh: Tensor, hidden_scale: Tensor, cell_scale: Tensor,
    cell_shift: Tensor,
) -> Tuple[Tensor, Tensor]:
    size = h.size(1)
    a = torch.addcmul(pre, h @ wh, hidden_scale)
    f, i, o = a[:, : 3 * size].sigmoid_().chunk(3, 1)
    c = torch.addcmul(f * c, i, a[:, 3 * size :].tanh_())
    return torch.addcmul(cell_shift, c, cell_scale).tanh_().mul_(o), c


@torch.jit.script
def evaluate(
    pre: Tensor, wh: Tensor, hidden_scale: Tensor, cell_scale: Tensor, cell_shift: Tensor
) -> Tuple[Tensor, Tensor]:
    h = torch.zeros(pre.size(1), wh.size(0))
    c = h
    hs = torch.empty(pre.size(0), pre.size(1), wh.size(0))
    for t in range(pre.size(0)):
        h, c = evaluation_step(pre[t], h, c, wh, hidden_scale[t], cell_scale[t], cell_shift[t])
        hs[t] = h
    return hs, h


@torch.jit.script
def manual_forward(
    x: Tensor, wx: Tensor, wh: Tensor, bias: Tensor, gamma_x: Tensor, gamma_h: Tensor, gamma_c: Tensor,
    beta_c: Tensor, epsilon: float,
) -> List[Tensor]:
    steps, batch, size = x.size(0), x.size(1), wh.size(0)
    xw = torch.matmul(x, wx)
    hw = torch.empty_like(xw)
    gates = torch.empty_like(xw)
    moments = torch.empty(steps, 4, 4 * size)
    cell_moments = torch.empty(steps, 2, size)
    tanh_c = torch.empty(steps, batch, size)
    hs = torch.zeros(steps + 1, batch, size)
    cs = torch.zeros(steps + 1, batch, size)
    for t in range(steps):
        torch.mm(hs[t], wh, out=hw[t])
        input, mean_x, rstd_x = torch.native_batch_norm(
            xw[t], gamma_x, bias, None, None, True, 0.0, epsilon
        )
        hidden, mean_h, rstd_h = torch.native_batch_norm(
            hw[t], gamma_h, None, None, None, True, 0.0, epsilon
        )
        torch.stack([mean_x, rstd_x, mean_h, rstd_h], out=moments[t])
        torch.add(input, hidden, out=gates[t])
        gates[t, :, : 3 * size].sigmoid_()
        gates[t, :, 3 * size :].tanh_()
        f, i, o, g = gates[t].chunk(4, 1)
        torch.mul(f, cs[t], out=cs[t + 1])
        cs[t + 1].addcmul_(i, g)
        normalized, mean_c, rstd_c = torch.native_batch_norm(
            cs[t + 1], gamma_c, beta_c, None, None, True, 0.0, epsilon
        )
        torch.stack([mean_c, rstd_c], out=cell_moments[t])
        torch.tanh(normalized, out=tanh_c[t])
        torch.mul(o, tanh_c[t], out=hs[t + 1])
    return [hs, cs, xw, hw, gates, moments, cell_moments, tanh_c]


@torch.jit.script
def manual_backward(
    d_hs: Tensor, x: Tensor, wx: Tensor, wh: Tensor, gamma_x: Tensor, gamma_h: Tensor, gamma_c: Tensor,
    epsilon: float, saved: List[Tensor],
) -> List[Tensor]:
    hs, cs, xw, hw, gates, moments, cell_moments, tanh_c = saved
    steps, batch, size = x.size(0), x.size(1), wh.size(0)
    everything = [True, True, True]
    wh_t = wh.t().contiguous()
    dh = torch.zeros(batch, size)
    dc = torch.zeros(batch, size)
    da = torch.empty(batch, 4 * size)
    d_bias = torch.zeros(4 * size)
    d_gamma_x = torch.zeros_like(gamma_x)
    d_gamma_h = torch.zeros_like(gamma_h)
    d_gamma_c = torch.zeros_like(gamma_c)
    d_beta_c = torch.zeros_like(gamma_c)
    for step in range(steps):
        t = steps - 1 - step
        dh += d_hs[t + 1]
        f, i, o, g = gates[t].chunk(4, 1)
        d_normalized = torch.ops.aten.tanh_backward(dh * o, tanh_c[t])
        d_cell, d_gamma, d_beta = torch.ops.aten.native_batch_norm_backward(
            d_normalized, cs[t + 1], gamma_c, None, None, cell_moments[t, 0], cell_moments[t, 1], True,
            epsilon, everything,
        )
        d_gamma_c += d_gamma
        d_beta_c += d_beta
        dc += d_cell
        torch.mul(dc, cs[t], out=da[:, :size])
        torch.mul(dc, g, out=da[:, size : 2 * size])
        torch.mul(dh, tanh_c[t], out=da[:, 2 * size : 3 * size])
        torch.mul(dc, i, out=da[:, 3 * size :])
        da[:, : 3 * size].copy_(
            torch.ops.aten.sigmoid_backward(da[:, : 3 * size], gates[t, :, : 3 * size])
        )
        da[:, 3 * size :].copy_(torch.ops.aten.tanh_backward(da[:, 3 * size :], g))
        dc *= f
        d_xw, d_gamma, d_shift = torch.ops.aten.native_batch_norm_backward(
            da, xw[t], gamma_x, None, None, moments[t, 0], moments[t, 1], True, epsilon, everything
        )
        d_gamma_x += d_gamma
        d_bias += d_shift
        d_hw, d_gamma, d_shift = torch.ops.aten.native_batch_norm_backward(
            da, hw[t], gamma_h, None, None, moments[t, 2], moments[t, 3], True, epsilon, everything
        )
        d_gamma_h += d_gamma
        # What has been used up makes room for its gradient.
        xw[t] = d_xw
        hw[t] = d_hw
        dh = d_hw @ wh_t
    rows = steps * batch
    d_wx = x.view(rows, -1).t() @ xw.view(rows, -1)
    d_wh = hs[:-1].reshape(rows, size).t() @ hw.view(rows, -1)
    return [d_wx, d_wh, d_bias, d_gamma_x, d_gamma_h, d_gamma_c, d_beta_c]


class Manual(torch.autograd.Function):
    @staticmethod
    def forward(context, x, wx, wh, bias, gamma_x, gamma_h, gamma_c, beta_c, epsilon):
        saved = manual_forward(x, wx, wh, bias, gamma_x, gamma_h, gamma_c, beta_c, epsilon)
        context.saved = saved
        context.inputs = x, wx, wh, gamma_x, gamma_h, gamma_c, epsilon
        return saved[0][1:], saved[0][-1]

    @staticmethod
    def backward(context, d_hs, d_h):
        hs = context.saved[0]
        upstream = torch.zeros_like(hs)
        upstream[1:] = d_hs
        upstream[-1] += d_h
        return (None, *manual_backward(upstream, *context.inputs, context.saved), None)
