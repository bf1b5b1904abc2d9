"""The training step of distributed.ts in PyTorch, a batch-normalized LSTM as a loop that autograd differentiates, one
thread each, over gloo: by one process alone; with statistics that are all-reduced at every step, forward and back;
and with those of each process (DistributedDataParallel). Medians of what the first rank saw.

    mpiexec -n 2 python3 bench/micro/distributed_torch.py [rounds=5] [settings=A,B,S]
"""

import os
import statistics
import sys
import time

import torch
import torch.distributed as dist

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../implementations/python"))
from torch_bn_lstm import cell, loop  # noqa: E402

# B, T, I, H, and whether the loss is of every h, as in bench/runner/settings.ts.
SETTINGS = {
    "A": (64, 784, 1, 100, False),
    "B": (64, 100, 50, 1000, True),
    "S": (32, 50, 28, 64, False),
}
EPSILON = 1e-5


class SynchronizedNorm(torch.autograd.Function):
    """Batch normalization over the rows of all processes: one all-reduce each way."""

    @staticmethod
    def forward(ctx, x, gamma):
        sums = torch.stack([x.sum(0), x.square().sum(0)]).double()
        dist.all_reduce(sums)
        count = len(x) * dist.get_world_size()
        mean = sums[0] / count
        rstd = torch.rsqrt(sums[1] / count - mean.square() + EPSILON).float()
        normalized = (x - mean.float()) * rstd
        ctx.save_for_backward(normalized, rstd, gamma)
        return normalized * gamma

    @staticmethod
    def backward(ctx, dy):
        normalized, rstd, gamma = ctx.saved_tensors
        own = torch.stack([dy.sum(0), (dy * normalized).sum(0)])
        sums = own.double()
        dist.all_reduce(sums)
        mean = (sums / (len(dy) * dist.get_world_size())).float()
        return rstd * gamma * (dy - mean[0] - normalized * mean[1]), own[1]


def synchronized_cell(xw, h, c, wh, bias, gamma_x, gamma_h, gamma_c, beta_c, epsilon):
    size = h.size(1)
    a = SynchronizedNorm.apply(xw, gamma_x) + bias + SynchronizedNorm.apply(h @ wh, gamma_h)
    f, i, o = torch.sigmoid(a[:, : 3 * size]).chunk(3, 1)
    c = f * c + i * torch.tanh(a[:, 3 * size :])
    return o * torch.tanh(SynchronizedNorm.apply(c, gamma_c) + beta_c), c


class BnLstm(torch.nn.Module):
    def __init__(self, inputs, size, every, step):
        super().__init__()
        torch.manual_seed(1)
        shapes = [(inputs, 4 * size), (size, 4 * size), (4 * size,), (4 * size,), (4 * size,), (size,), (size,)]
        self.weights = torch.nn.ParameterList([torch.nn.Parameter(0.1 * torch.randn(s)) for s in shapes])
        self.every = every
        self.sequence = loop(step)

    def forward(self, x):
        hs, h = self.sequence(x, *self.weights, EPSILON)
        return hs if self.every else h


def training_step(way, setting):
    batch, steps, inputs, size, every = setting
    rows = batch if way == "alone" else batch // dist.get_world_size()
    model = BnLstm(inputs, size, every, synchronized_cell if way == "synchronized" else cell)
    if way != "alone":
        model = torch.nn.parallel.DistributedDataParallel(model)
    x = torch.randn(steps, rows, inputs)

    def step():
        dist.barrier()
        started = time.perf_counter()
        if way != "alone" or dist.get_rank() == 0:
            model.zero_grad()
            model(x).square().mean().backward()
        dist.barrier()
        return 1000 * (time.perf_counter() - started)

    return step


def variable(*names):
    return next(os.environ[name] for name in names if name in os.environ)


rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
names = sys.argv[2].split(",") if len(sys.argv) > 2 else list(SETTINGS)
os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
os.environ.setdefault("MASTER_PORT", "29511")
rank = int(variable("PMI_RANK", "OMPI_COMM_WORLD_RANK"))
size = int(variable("PMI_SIZE", "OMPI_COMM_WORLD_SIZE"))
torch.set_num_threads(1)
dist.init_process_group("gloo", rank=rank, world_size=size)
if rank == 0:
    print(f"{size} ranks, PyTorch {torch.__version__} over gloo, medians of {rounds} rounds")
for name in names:
    ways = [(way, training_step(way, SETTINGS[name]), []) for way in ("alone", "synchronized", "local")]
    for _, step, _ in ways:
        step()
    for _ in range(rounds):
        for _, step, times in ways:
            times.append(step())
    alone = statistics.median(ways[0][2])
    for way, _, times in ways:
        if rank == 0:
            median = statistics.median(times)
            print(f"{name} {way:12} {median:6.0f} ms  {alone / median:.2f} of the speed alone", flush=True)
