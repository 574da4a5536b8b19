import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import type { Contender } from "./contender.ts";

/** Reads a line of sizes, trains, answers with a line of milliseconds; the first epoch warms up. */
const PROGRAM = `
import sys, time, torch
torch.set_num_threads(1)
torch.manual_seed(0)
nn = torch.nn
for line in sys.stdin:
    filters, side, size, steps = map(int, line.split())
    model = nn.Sequential(nn.Conv2d(1, filters, 7, padding=3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
                          nn.Linear(filters * (side // 2) ** 2, 8), nn.ReLU(), nn.Linear(8, 10))
    optimizer = torch.optim.NAdam(model.parameters(), lr=1e-3)
    loss = nn.CrossEntropyLoss()
    x, y = torch.randn(size * steps, 1, side, side), torch.randint(0, 10, (size * steps,))
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

/** PyTorch, eager, on one thread; undefined where no Python of this machine has it. */
export function startPyTorch(): Contender | undefined {
  const python = ["python3", "/usr/bin/python3"].find(
    (command) => spawnSync(command, ["-c", "import torch"]).status === 0,
  );
  if (python === undefined) return undefined;
  const version = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], { encoding: "utf8" });
  const process = spawn(python, ["-c", PROGRAM], { stdio: ["pipe", "pipe", "inherit"] });
  const answers = createInterface({ input: process.stdout })[Symbol.asyncIterator]();
  return {
    name: `PyTorch ${version.stdout.trim()}, eager, one thread`,
    async train({ filters, side, batch }, steps) {
      process.stdin.write(`${filters} ${side} ${batch} ${steps}\n`);
      const { value, done } = await answers.next();
      if (done === true) throw new Error("PyTorch ended without an answer.");
      return Number(value);
    },
    async close() {
      process.stdin.end();
    },
  };
}
