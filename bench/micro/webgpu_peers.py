"""
PyTorch on a CUDA card, for webgpu_kernels.ts: milliseconds of one training step (forward, loss, backward,
all parameter gradients, no optimizer) in float32 without TF32 of

- cuDNN's plain nn.LSTM,
- a BN-LSTM as a Python loop over time, with x Wx and its normalization outside the loop,
- the same with its step under torch.compile,
- the same loop captured once, forward and backward, in a CUDA graph.

    python3 bench/webgpu_peers.py B T I H last|every samples [device=cuda]
"""

import statistics
import sys
import time

try:
    import torch
except ImportError as error:
    print(f"  PyTorch: absent ({error})")
    sys.exit()

B, T, I, H = map(int, sys.argv[1:5])
every = sys.argv[5] == "every"
samples = int(sys.argv[6])
device = sys.argv[7] if len(sys.argv) > 7 else "cuda"
if device == "cuda" and not torch.cuda.is_available():
    print(f"  PyTorch {torch.__version__}: absent (no CUDA card)")
    sys.exit()
torch.backends.cudnn.allow_tf32 = False
torch.backends.cuda.matmul.allow_tf32 = False

EPSILON = 1e-5
generator = torch.Generator().manual_seed(1)


def normal(*shape, deviation=1.0):
    return (deviation * torch.randn(shape, generator=generator)).to(device)


x = normal(T, B, I)


def parameter(values):
    return values.requires_grad_()


wx = parameter(normal(I, 4 * H, deviation=I**-0.5))
wh = parameter(normal(H, 4 * H, deviation=H**-0.5))
bias = parameter(torch.zeros(4 * H, device=device))
gamma_x = parameter(torch.full((4 * H,), 0.1, device=device))
gamma_h = parameter(torch.full((4 * H,), 0.1, device=device))
gamma_c = parameter(torch.full((H,), 0.1, device=device))
beta_c = parameter(torch.zeros(H, device=device))
parameters = [wx, wh, bias, gamma_x, gamma_h, gamma_c, beta_c]


def normalize(values, dim):
    variance, mean = torch.var_mean(values, dim, unbiased=False, keepdim=True)
    return (values - mean) * torch.rsqrt(variance + EPSILON)


def advance(term, h, c):
    """One time step; `term` is BN(x Wx; gamma_x) + b. Gates in the order f, i, o, g."""
    f, i, o, g = (term + gamma_h * normalize(h @ wh, 0)).chunk(4, 1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    h = torch.sigmoid(o) * torch.tanh(gamma_c * normalize(c, 0) + beta_c)
    return h, c


def loss_of(states):
    return torch.stack(states).sum() if every else states[-1].sum()


def bn_lstm(step):
    terms = gamma_x * normalize(x @ wx, 1) + bias
    h = c = torch.zeros(B, H, device=device)
    states = []
    for term in terms.unbind(0):
        h, c = step(term, h, c)
        states.append(h)
    return loss_of(states)


def forget(tensors):
    for tensor in tensors:
        tensor.grad = None


def training_step(loss, tensors):
    def run():
        forget(tensors)
        loss().backward()

    return run


def plain():
    lstm = torch.nn.LSTM(I, H).to(device)

    def loss():
        states, _ = lstm(x)
        return (states if every else states[-1]).sum()

    return training_step(loss, list(lstm.parameters()))


def loop():
    return training_step(lambda: bn_lstm(advance), parameters)


def compiled():
    step = torch.compile(advance)
    return training_step(lambda: bn_lstm(step), parameters)


def graphed():
    run = loop()
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            run()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    forget(parameters)
    with torch.cuda.graph(graph):
        bn_lstm(advance).backward()
    return graph.replay


def synchronize():
    if device == "cuda":
        torch.cuda.synchronize()


def measure(name, create):
    try:
        run = create()
        for _ in range(5):
            run()
        synchronize()
        times = []
        for _ in range(samples):
            start = time.perf_counter()
            run()
            synchronize()
            times.append(1e3 * (time.perf_counter() - start))
    except Exception as error:  # One implementation that fails must not take the others along.
        print(f"  PyTorch {torch.__version__}, {name}: failed ({str(error).splitlines()[0]})")
        return
    gflop = 3 * 2 * B * T * (I + H) * 4 * H / 1e9
    middle = statistics.median(times)
    print(
        f"  PyTorch {torch.__version__}, {name}: {middle:.2f} ms "
        f"({min(times):.2f} to {max(times):.2f}), {1e3 * gflop / middle:.1f} GFLOP/s"
    )


print(f"  PyTorch runs on {torch.cuda.get_device_name() if device == 'cuda' else device}")
measure("plain LSTM of cuDNN", plain)
measure("BN-LSTM, Python loop", loop)
measure("BN-LSTM, step under torch.compile", compiled)
measure("BN-LSTM, loop in a CUDA graph", graphed)
