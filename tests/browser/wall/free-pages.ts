/**
 * What the controls run in: pages without a policy, with a frame and workers of their own origin, and a notebook as one
 * would write it who trusts what runs in it.
 */

/**
 * A notebook without a wall. `runHere` evaluates cells on the page's own main thread, one after the other;
 * `runInWorker` in a worker whose messages it believes: it merges them, shows their HTML, takes their `done` for done.
 */
const NAIVE_NOTEBOOK = `
const AsyncFunction = (async () => undefined).constructor;
const notebook = { messages: 0, longest: 0, ready: 0, needed: [], settings: {}, status: "idle", rejections: 0, errors: 0 };
const workers = [];
const outputs = document.createElement("section");
// Not laid out, which for the floods would take minutes.
outputs.hidden = true;
document.body.append(outputs);
let queue = Promise.resolve();
// Without a message in the console for each, which the test would have to take in.
addEventListener("unhandledrejection", (event) => { notebook.rejections += 1; event.preventDefault(); });
addEventListener("error", (event) => { notebook.errors += 1; event.preventDefault(); });

function runHere(source) {
  queue = queue.then(() => new AsyncFunction(source)());
  return queue;
}

function merge(into, from) {
  for (const key of Object.keys(from)) {
    if (typeof from[key] === "object" && from[key] !== null) merge(into[key] ??= {}, from[key]);
    else into[key] = from[key];
  }
}

// More than this shows no greater harm, and keeps the page busy when the next test wants to leave it.
const enough = { messages: 12_000, elements: 25_000, letters: 20_000_000 };
const drawn = { elements: 0, letters: 0 };

function draw(value) {
  if (drawn.elements > enough.elements || drawn.letters > enough.letters) return;
  if (typeof value === "object" && value !== null) {
    for (const part of Object.values(value)) draw(part);
    return;
  }
  const output = document.createElement("div");
  if (/[<&]/.test(value)) output.innerHTML = value;
  else output.textContent = value;
  outputs.append(output);
  drawn.elements += 1;
  drawn.letters += String(value).length;
  if (/^https?:/.test(value)) new Image().src = value;
}

function believe(message) {
  notebook.messages += 1;
  if (notebook.messages > enough.messages) endWorkers();
  if (typeof message === "string") {
    notebook.longest = Math.max(notebook.longest, message.length);
    if (message.startsWith("{")) message = JSON.parse(message);
    else return draw(message);
  }
  if (message.type === "done") notebook.status = "done";
  if (message.type === "ready") notebook.ready += 1;
  if (message.type === "need") {
    notebook.needed.push(new URL(message.dataset, location.href).pathname);
    fetch(message.dataset).catch(() => undefined);
  }
  if (message.output?.type === "image") new ImageData(message.output.width, message.output.height);
  merge(notebook.settings, message);
  draw(message.output ?? message.error ?? "");
}

function startWorker(source) {
  notebook.status = "running";
  const text = "const AsyncFunction = (async () => undefined).constructor;" +
    "const log = (line) => postMessage(String(line));" +
    "const console = { log, error: log, warn: log, table: log };" +
    "const show = (value) => postMessage({ type: 'output', output: { value } });" +
    "const progress = () => (done, detail) => show({ done, detail });" +
    "new AsyncFunction('console', 'show', 'plot', 'progress', " + JSON.stringify(source) + ")(console, show, show, progress)" +
    ".then((outcome) => postMessage({ outcome: String(outcome) }), (error) => postMessage({ outcome: 'refused: ' + error }));";
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
  workers.push(worker);
  return worker;
}

function endWorkers() {
  for (const worker of workers) worker.terminate();
}

/** Starts a runtime that does to its run, number 5, what the body says. */
function forge(body) {
  startWorker("const port = globalThis; const run = 5; const tell = (event) => postMessage(event);" + body)
    .onmessage = ({ data }) => {
      if (typeof data !== "object" || data === null || !("outcome" in data)) believe(data);
    };
}

/** Resolves to what the attack returned. */
function runInWorker(source) {
  return new Promise((resolve) => {
    const worker = startWorker(source);
    worker.onmessage = ({ data }) => {
      if (typeof data === "object" && data !== null && "outcome" in data) resolve(data.outcome);
      else believe(data);
    };
  });
}
`;

export const FREE_PAGE = `<!doctype html><meta charset="utf-8"><title>Free</title>
<body><p id="of-the-page">The page's own words.</p><iframe src="/free/frame" name="free"></iframe>
<script>${NAIVE_NOTEBOOK}</script>`;

export const FREE_FRAME = `<!doctype html><meta charset="utf-8"><title>Frame</title><body>`;
