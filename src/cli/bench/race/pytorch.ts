import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import type { Contender } from "./contender.ts";

/** Reads a network as a line of JSON, trains it, and prints the milliseconds per step, after an epoch of warm-up. */
const PROGRAM = `
import json, os, sys, time, torch
torch.set_num_threads(1 if sys.argv[1] == "one" else os.cpu_count())
torch.manual_seed(0)
nn = torch.nn
activations = {"relu": nn.ReLU, "tanh": nn.Tanh}

class Residual(nn.Module):
    def __init__(self, layers, channels):
        super().__init__()
        self.inside = nn.Sequential(*stack(layers, channels))
    def forward(self, x):
        return x + self.inside(x)

def modules(layer, channels):
    name = layer["type"]
    if name == "convolution":
        yield nn.Conv2d(channels, layer["filters"], layer["kernelSize"], padding=layer["padding"])
    elif name == "depthwise":
        yield nn.Conv2d(channels, channels, layer["kernelSize"], padding="same", groups=channels)
    elif name == "normalization":
        yield nn.BatchNorm2d(channels, eps=1e-3, momentum=0.01)
    elif name == "residual":
        yield Residual(layer["layers"], channels)
    elif name == "globalAverage":
        yield nn.AdaptiveAvgPool2d(1)
        yield nn.Flatten()
    elif name == "dense":
        yield nn.LazyLinear(layer["units"])
    elif name == "pooling":
        yield nn.MaxPool2d(2) if layer["method"] == "max" else nn.AvgPool2d(2)
    elif name == "flatten":
        yield nn.Flatten()
    if layer.get("activation") in activations:  # The loss has the softmax in it.
        yield activations[layer["activation"]]()

def stack(layers, channels):
    for layer in layers:
        yield from modules(layer, channels)
        channels = layer.get("filters", channels)

def build(layers, images):
    model = nn.Sequential(*stack(layers, 1))
    model(images)
    return model

for line in sys.stdin:
    training = json.loads(line)
    side, size, steps = training["side"], training["batch"], training["steps"]
    x, y = torch.randn(size * steps, 1, side, side), torch.randint(0, 10, (size * steps,))
    model = build(training["layers"], x[:1])
    optimizer = torch.optim.NAdam(model.parameters(), lr=1e-3)
    loss = nn.CrossEntropyLoss()
    def epoch(count):
        for batch in torch.randperm(len(x))[:size * count].split(size):
            optimizer.zero_grad()
            loss(model(x[batch]), y[batch]).backward()
            optimizer.step()
    epoch(2)
    begun = time.perf_counter()
    epoch(steps)
    print((time.perf_counter() - begun) * 1000 / steps, flush=True)
`;

/** PyTorch, eager, on one thread or on all of them; undefined if no Python on this machine has it. */
export function startPyTorch(threads: "one" | "all"): Contender | undefined {
  const python = ["python3", "/usr/bin/python3"].find(
    (command) => spawnSync(command, ["-c", "import torch"]).status === 0,
  );
  if (python === undefined) return undefined;
  const version = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], { encoding: "utf8" });
  const process = spawn(python, ["-W", "ignore", "-c", PROGRAM, threads], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  return {
    name: `PyTorch ${version.stdout.trim()}, eager, ${threads === "one" ? "one thread" : "all threads"}`,
    async train(training, steps) {
      process.stdin.write(`${JSON.stringify({ ...training, steps })}\n`);
      const { value, done } = await answers.next();
      if (done === true) throw new Error("PyTorch exited without a result.");
      return Number(value);
    },
    async close() {
      process.stdin.end();
    },
  };
}
