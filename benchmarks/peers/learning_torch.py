"""Training steps of small networks in PyTorch, one thread, run on demand.

Prints "ready", the version and the parameters of each task; then reads lines "task updates", makes
that many steps and answers "done". The sizes are those of `TorchTiming`, which asks.
"""
import math
import sys

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)

WINDOW = 25
BATCH = 32


class Forecasting:
    """Steps of Adam on random windows of one series."""

    def __init__(self, model, window=WINDOW, every=False):
        self.model = model
        self.window = window
        self.every = every
        self.rows = torch.randn(900, 1)
        self.optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
        self.offsets = torch.arange(window + 1)

    def parameters(self):
        return sum(p.numel() for p in self.model.parameters())

    def step(self):
        starts = torch.randint(0, 900 - self.window, (BATCH, 1))
        rows = self.rows[starts + self.offsets]
        said = self.model(rows[:, : self.window])
        target = rows[:, 1:] if self.every else rows[:, self.window :]
        loss = (said - target).square().mean()
        self.optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 10.0)
        self.optimizer.step()


class Transformer(nn.Module):
    def __init__(self, width, heads, layers, inner, dropout):
        super().__init__()
        self.width = width
        self.embedding = nn.Linear(1, width)
        encoder = nn.TransformerEncoderLayer(width, heads, inner, dropout, batch_first=True)
        decoder = nn.TransformerDecoderLayer(width, heads, inner, dropout, batch_first=True)
        self.encoder = nn.TransformerEncoder(encoder, layers)
        self.decoder = nn.TransformerDecoder(decoder, layers)
        self.readout = nn.Linear(width, 1)
        self.thin = nn.Dropout(dropout)
        place = torch.arange(WINDOW).unsqueeze(1)
        rate = torch.exp(torch.arange(0, width, 2) * (-math.log(10000.0) / width))
        positions = torch.zeros(WINDOW, width)
        positions[:, 0::2] = torch.sin(place * rate)
        positions[:, 1::2] = torch.cos(place * rate)
        self.register_buffer("positions", positions)

    def forward(self, x):
        embedded = self.embedding(x) * math.sqrt(self.width)
        memory = self.encoder(self.thin(embedded + self.positions))
        answer = self.decoder(self.thin(embedded[:, -1:]), memory)
        return self.readout(answer)


class Recurrent(nn.Module):
    def __init__(self, hidden, layers):
        super().__init__()
        self.recurrent = nn.LSTM(1, hidden, layers, batch_first=True)
        self.readout = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.readout(self.recurrent(x)[0])


class Convolution(nn.Module):
    def __init__(self, filters, kernel, base, dropout):
        super().__init__()
        blocks, reach, dilation = 0, 1, 1
        while reach < WINDOW:
            reach += 2 * (kernel - 1) * dilation
            dilation *= base
            blocks += 1
        self.kernel, self.base, self.blocks = kernel, base, blocks
        self.thin = nn.Dropout(dropout)
        self.first, self.second, self.past = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for i in range(blocks):
            enter, leave = (1 if i == 0 else filters), (1 if i == blocks - 1 else filters)
            self.first.append(nn.Conv1d(enter, filters, kernel, dilation=base**i))
            self.second.append(nn.Conv1d(filters, leave, kernel, dilation=base**i))
            self.past.append(nn.Conv1d(enter, leave, 1) if enter != leave else nn.Identity())

    def forward(self, x):
        h = x.transpose(1, 2)
        for i in range(self.blocks):
            pad = ((self.kernel - 1) * self.base**i, 0)
            inner = self.thin(self.first[i](nn.functional.pad(h, pad)).relu())
            inner = self.second[i](nn.functional.pad(inner, pad))
            inner = self.thin(inner.relu() if i < self.blocks - 1 else inner)
            h = self.past[i](h) + inner
        return h.transpose(1, 2)[:, -1:]


class Beats(nn.Module):
    def __init__(self, blocks, layers, width, coefficients):
        super().__init__()
        self.blocks = nn.ModuleList()
        for _ in range(blocks):
            trunk = []
            for i in range(layers):
                trunk += [nn.Linear(WINDOW if i == 0 else width, width), nn.ReLU()]
            self.blocks.append(
                nn.ModuleList(
                    [
                        nn.Sequential(*trunk),
                        nn.Linear(width, coefficients),
                        nn.Linear(width, coefficients),
                        nn.Linear(coefficients, WINDOW),
                        nn.Linear(coefficients, 1),
                    ]
                )
            )

    def forward(self, x):
        rest = x.squeeze(2)
        total = 0
        for i, (trunk, back, ahead, backcast, forecast) in enumerate(self.blocks):
            h = trunk(rest)
            total = total + forecast(ahead(h))
            if i < len(self.blocks) - 1:
                rest = rest - backcast(back(h))
        return total.unsqueeze(1)


def perceptron(inputs, width, layers, outputs):
    parts, before = [], inputs
    for _ in range(layers):
        parts += [nn.Linear(before, width), nn.Tanh()]
        before = width
    return nn.Sequential(*parts, nn.Linear(before, outputs)).double()


class Derivative:
    """A derivative of a network by nested reverse mode, its mean square, the gradient by the weights."""

    def __init__(self, order):
        self.order = order
        self.model = perceptron(2, 64, 4, 1)
        self.x = torch.rand(1000, 2, dtype=torch.double) * 2 - 1

    def parameters(self):
        return sum(p.numel() for p in self.model.parameters())

    def step(self):
        x = self.x.clone().requires_grad_(True)
        u = self.model(x)
        for _ in range(self.order):
            u = torch.autograd.grad(u.sum(), x, create_graph=True)[0][:, :1]
        for p in self.model.parameters():
            p.grad = None
        u.square().mean().backward()


class NeuralEquation:
    """Gradient of a mean square at the end of 50 steps of Tsitouras 5."""

    A = [
        [],
        [0.161],
        [-0.008480655492356989, 0.335480655492357],
        [2.8971530571054935, -6.359448489975075, 4.3622954328695815],
        [5.325864828439257, -11.748883564062828, 7.4955393428898365, -0.09249506636175525],
        [5.86145544294642, -12.92096931784711, 8.159367898576159, -0.071584973281401, -0.028269050394068383],
    ]
    B = [0.09646076681806523, 0.01, 0.4798896504144996, 1.379008574103742, -3.290069515436081, 2.324710524099774]

    def __init__(self):
        self.model = perceptron(8, 32, 2, 8)
        self.start = torch.randn(64, 8, dtype=torch.double)

    def parameters(self):
        return sum(p.numel() for p in self.model.parameters())

    def step(self):
        y, h = self.start, 0.02
        for _ in range(50):
            k = []
            for row in self.A:
                at = y
                for a, stage in zip(row, k):
                    at = at + h * a * stage
                k.append(self.model(at))
            for b, stage in zip(self.B, k):
                y = y + h * b * stage
        for p in self.model.parameters():
            p.grad = None
        y.square().mean().backward()


class Forcing:
    """One update of generalized teacher forcing of a clipped shallow PLRNN, with RAdam."""

    def __init__(self, dimension, hidden, steps):
        self.steps = steps
        self.a = nn.Parameter(torch.full((dimension,), 0.8, dtype=torch.double))
        self.w1 = nn.Parameter((torch.rand(hidden, dimension, dtype=torch.double) * 2 - 1) / hidden**0.5)
        self.w2 = nn.Parameter((torch.rand(dimension, hidden, dtype=torch.double) * 2 - 1) / dimension**0.5)
        self.h1 = nn.Parameter(torch.zeros(dimension, dtype=torch.double))
        self.h2 = nn.Parameter((torch.rand(hidden, dtype=torch.double) * 2 - 1) / hidden**0.5)
        self.all = [self.a, self.w1, self.w2, self.h1, self.h2]
        self.optimizer = torch.optim.RAdam(self.all, lr=1e-4)
        self.data = torch.randn(2000, dimension, dtype=torch.double)
        self.offsets = torch.arange(steps + 1).unsqueeze(1)

    def parameters(self):
        return sum(p.numel() for p in self.all)

    def step(self):
        starts = torch.randint(0, 2000 - self.steps, (1, 16))
        x = self.data[starts + self.offsets]
        z = x[0]
        said = []
        for t in range(self.steps):
            u = z @ self.w2
            z = z * self.a + ((u + self.h2).relu() - u.relu()) @ self.w1 + self.h1
            said.append(z)
            z = 0.85 * z + 0.15 * x[t + 1]
        loss = (torch.stack(said) - x[1:]).square().mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()


TASKS = {
    "transformer": lambda: Forecasting(Transformer(32, 4, 1, 128, 0.0)),
    "transformer-paper": lambda: Forecasting(Transformer(64, 4, 3, 512, 0.1)),
    "lstm": lambda: Forecasting(Recurrent(25, 2), 24, True),
    "tcn": lambda: Forecasting(Convolution(16, 3, 2, 0.0)),
    "nbeats": lambda: Forecasting(Beats(6, 4, 64, 5)),
    "nbeats-paper": lambda: Forecasting(Beats(30, 4, 256, 5)),
    "derivative-1": lambda: Derivative(1),
    "derivative-2": lambda: Derivative(2),
    "derivative-3": lambda: Derivative(3),
    "derivative-4": lambda: Derivative(4),
    "neural-equation": lambda: NeuralEquation(),
    "forcing-3-50-100": lambda: Forcing(3, 50, 100),
    "forcing-20-200-100": lambda: Forcing(20, 200, 100),
}

tasks = {}
print("ready", torch.__version__, flush=True)
for line in sys.stdin:
    name, updates = line.split()
    if name not in tasks:
        tasks[name] = TASKS[name]()
    for _ in range(int(updates)):
        tasks[name].step()
    print("done", tasks[name].parameters(), flush=True)
