/**
 * What a runtime that has fallen into an attacker's hands could send, with the port itself in its hands. `body` is that
 * of a function of `(port, run, tell)`: `run` is the id of the run that the page has just asked for, `tell` sends an
 * event as the protocol has it.
 */
export interface Forgery {
  readonly name: string;
  readonly body: string;
  /** What becomes of it: it is dropped or drawn as harmless data, or the runtime is ended for it. */
  readonly fate: "bounded" | "ended";
  /** What a page that believes what it is told has come to: an expression over `notebook` of `free-pages.ts`. */
  readonly harm: string;
}

/** Markup of every kind that runs something when it is taken for HTML, for an address or for a style. */
const PAYLOADS: readonly string[] = [
  `<img src=x onerror="globalThis.pwned=1">`,
  `<svg onload="globalThis.pwned=1"></svg>`,
  `<script>globalThis.pwned=1</script>`,
  `<iframe srcdoc="<script>parent.pwned=1</script>"></iframe>`,
  `<a href="javascript:globalThis.pwned=1">javascript:</a>`,
  `javascript:globalThis.pwned=1`,
  `"><img src=x onerror=globalThis.pwned=1>`,
  `';globalThis.pwned=1;'`,
  `</pre><math><mtext><table><mglyph><style><img src=x onerror=globalThis.pwned=1>`,
];

const everyText = JSON.stringify(PAYLOADS.join("\n"));
const done = `tell({ type: "done", run, ms: 1 });`;

export const forgeries: readonly Forgery[] = [
  {
    name: "messages that are no JSON",
    harm: "notebook.errors > 0",
    fate: "bounded",
    body: `for (const text of ["", "{", "undefined", "[[[", "{\\"type\\":", "\\u0000", "NaN", "]".repeat(1000)]) port.postMessage(text); ${done}`,
  },
  {
    name: "JSON that is no event",
    harm: "notebook.errors > 0 && notebook.status === 'done'",
    fate: "bounded",
    body: `for (const value of [null, 1, "done", [], {}, { type: 1 }, { type: "none" }, { type: "done" }, { type: "done", run, ms: "1" }, { type: "done", run, ms: -1 }, { type: "output", run, output: { type: "html", html: "x" } }, { type: "constructor" }, { type: "__proto__" }]) tell(value); ${done}`,
  },
  {
    name: "runs that are not this one",
    harm: "outputs.textContent.includes('of another run')",
    fate: "bounded",
    body: `for (const other of [run - 1, run + 1, run + 100, 0, -1, 1.5, 1e308, "1", null, {}]) {
        tell({ type: "output", run: other, output: { type: "text", stream: "log", text: "of another run" } });
        tell({ type: "done", run: other, ms: 1 });
        tell({ type: "failed", run: other, ms: 1, error: { name: "E", message: "of another run", line: null, column: null, text: null, stack: [] } });
      }
      setTimeout(() => { ${done} }, 300);`,
  },
  {
    name: "a done before its outputs",
    harm: "outputs.textContent.includes('after the end')",
    fate: "bounded",
    body: `${done} tell({ type: "output", run, output: { type: "text", stream: "log", text: "after the end" } }); tell({ type: "failed", run, ms: 1, error: { name: "E", message: "after the end", line: null, column: null, text: null, stack: [] } });`,
  },
  {
    name: "prototypes",
    harm: "({}).polluted === 1",
    fate: "bounded",
    body: `port.postMessage('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"type":"output","run":' + run + ',"output":{"type":"plot","traces":[{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"x":[1],"y":[1]}],"layout":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}}');
      port.postMessage('{"type":"output","run":' + run + ',"output":{"type":"training","key":"__proto__","epochs":1,"stopped":false,"curves":[],"rows":[{"steps":1,"step":1,"ms":1,"done":true,"metrics":{"__proto__":{"polluted":1},"constructor":1}}]}}');
      ${done}`,
  },
  {
    name: "markup in every field of text",
    harm: "globalThis.pwned === 1",
    fate: "bounded",
    body: `const bad = ${everyText};
      const outputs = [
        { type: "text", stream: "log", text: bad },
        { type: "text", stream: "error", text: bad },
        { type: "table", columns: [bad, "javascript:alert(1)"], rows: [[bad, bad], [1, null]], total: 2 },
        { type: "progress", key: "a", label: bad, value: 1, total: 2, detail: bad },
        { type: "training", key: "b", epochs: 1, stopped: false, rows: [{ steps: 1, step: 1, ms: 1, done: true, metrics: { [bad]: 1 } }], curves: [{ name: bad, points: [[0, 1], [1, 2]] }] },
        { type: "inspect", value: { kind: "object", name: bad, entries: [[bad, { kind: "primitive", type: bad, text: bad }], ["f", { kind: "function", name: bad, class: true }], ["c", { kind: "cut", name: bad }], ["t", { kind: "tensor", dtype: bad, shape: [1], text: bad, disposed: false }]], hidden: 1, size: 5 } },
        { type: "check", passed: false, message: bad },
        { type: "image", width: 1, height: 1, rgba: "AAAAAA==", alt: bad },
        { type: "plot", traces: [{ type: "scatter", x: [bad, "b"], y: [1, 2], name: bad, text: [bad, bad], hovertext: bad, hovertemplate: bad, texttemplate: bad, mode: "lines+markers+text" }, { type: "bar", x: [bad], y: [1], text: bad, customdata: [bad] }], layout: { title: { text: bad }, xaxis: { title: { text: bad }, ticktext: [bad], tickvals: [1], tickprefix: bad }, annotations: [{ text: bad, x: 1, y: 1, hovertext: bad }], images: [{ source: "javascript:globalThis.pwned=1", x: 0, y: 1, sizex: 1, sizey: 1 }], legend: { title: { text: bad } }, font: { family: bad }, meta: bad, template: { layout: { title: { text: bad } } } } },
      ];
      for (const output of outputs) tell({ type: "output", run, output });
      tell({ type: "figure", figure: "convolution-1", state: { text: bad, html: bad } });
      tell({ type: "failed", run, ms: 1, error: { name: bad, message: bad, line: 1, column: 1, text: bad, stack: [{ cell: bad, line: 1, column: 1 }, { cell: "javascript:globalThis.pwned=1", line: 1, column: 1 }] } });`,
  },
  {
    name: "addresses to load, in a chart",
    harm: "performance.getEntriesByType('resource').some(({ name }) => name.includes('trace.svg'))",
    fate: "bounded",
    body: `tell({ type: "output", run, output: { type: "plot", traces: [{ type: "scatter", x: [1, 2], y: [1, 2], name: "<a href='" + http + "/legend'>legend</a>", marker: { symbol: "url(" + http + "/symbol.svg)" }, transforms: [{ type: "filter", target: http }] }, { type: "image", source: http + "/trace.svg" }, { type: "choropleth", geojson: http + "/map.json", locations: ["a"], z: [1] }], layout: { images: [{ source: http + "/image.svg", x: 0, y: 1, sizex: 1, sizey: 1, xref: "paper", yref: "paper" }], paper_bgcolor: "url(" + http + "/paper.svg)", plot_bgcolor: "url(" + http + "/plot.svg)", font: { family: "x; background: url(" + http + "/font)" }, mapbox: { style: http + "/style.json" }, map: { style: http + "/style.json" }, geo: {}, template: http } } });
      setTimeout(() => { ${done} }, 1000);`,
  },
  {
    name: "a deeply nested value",
    harm: "notebook.errors > 0",
    fate: "bounded",
    body: `let value = '{"kind":"cut","name":"x"}';
      for (let depth = 0; depth < 5000; depth += 1) value = '{"kind":"object","name":"o","hidden":0,"size":1,"entries":[["k",' + value + ']]}';
      port.postMessage('{"type":"output","run":' + run + ',"output":{"type":"inspect","value":' + value + '}}');
      port.postMessage('{"type":"figure","figure":"a","state":' + "[".repeat(300000) + "]".repeat(300000) + '}');
      ${done}`,
  },
  {
    name: "a value of very many parts",
    harm: "document.querySelectorAll('*').length > 20000",
    fate: "bounded",
    body: `const cut = '["k",{"kind":"cut","name":"x"}]';
      port.postMessage('{"type":"output","run":' + run + ',"output":{"type":"inspect","value":{"kind":"object","name":"o","hidden":0,"size":1,"entries":[' + Array(60000).fill(cut).join(",") + ']}}}');
      port.postMessage('{"type":"output","run":' + run + ',"output":{"type":"table","columns":["a"],"total":1e9,"rows":[' + Array(400000).fill("[1]").join(",") + ']}}');
      port.postMessage('{"type":"output","run":' + run + ',"output":{"type":"table","columns":[' + Array(400000).fill('"c"').join(",") + '],"total":1,"rows":[]}}');
      port.postMessage('{"type":"output","run":' + run + ',"output":{"type":"training","key":"t","epochs":1,"stopped":false,"curves":[{"name":"loss","points":[' + Array(190000).fill("[1,0.5]").join(",") + ']}],"rows":[]}}');
      port.postMessage('{"type":"output","run":' + run + ',"output":{"type":"training","key":"u","epochs":30000,"stopped":false,"curves":[],"rows":[' + Array(30000).fill('{"steps":1,"step":1,"ms":1,"done":true,"metrics":{}}').join(",") + ']}}');
      setTimeout(() => { ${done} }, 2000);`,
  },
  {
    name: "a chart of very many points, and of very many traces",
    harm: "document.querySelectorAll('*').length > 20000",
    fate: "bounded",
    body: `const numbers = Array(450000).fill("1").join(",");
      port.postMessage('{"type":"output","run":' + run + ',"output":{"type":"plot","traces":[{"type":"scatter","mode":"markers","x":[' + numbers + '],"y":[' + numbers + ']}],"layout":{}}}');
      port.postMessage('{"type":"output","run":' + run + ',"output":{"type":"plot","traces":[' + Array(30000).fill('{"y":[1,2],"type":"bar"}').join(",") + '],"layout":{}}}');
      setTimeout(() => { ${done} }, 2000);`,
  },
  {
    name: "pictures of impossible sizes",
    harm: "notebook.errors > 0",
    fate: "bounded",
    body: `for (const [width, height] of [[1e9, 1e9], [100000, 100000], [1, 1e12], [50000, 1], [2, 2]]) tell({ type: "output", run, output: { type: "image", width, height, rgba: "A".repeat(1000), alt: "x" } });
      tell({ type: "output", run, output: { type: "image", width: 2, height: 2, rgba: "no base64 !!", alt: "x" } });
      ${done}`,
  },
  {
    name: "text of a single line without an end",
    harm: "outputs.textContent.length > 10000000",
    fate: "bounded",
    body: `for (let turn = 0; turn < 20; turn += 1) tell({ type: "output", run, output: { type: "text", stream: "log", text: "x".repeat(1900000) } }); setTimeout(() => { ${done} }, 1000);`,
  },
  {
    name: "a string that is too long",
    harm: "notebook.longest > 2000000",
    fate: "ended",
    body: `port.postMessage("x".repeat(50000000));`,
  },
  {
    name: "objects in place of strings",
    harm: "notebook.messages === 1 && outputs.textContent.includes('an object')",
    fate: "ended",
    body: `port.postMessage({ type: "output", run, output: { type: "text", stream: "log", text: "an object" } });`,
  },
  {
    name: "far more messages than were granted",
    harm: "notebook.messages > 10_000",
    fate: "ended",
    body: `const text = JSON.stringify({ type: "output", run, output: { type: "text", stream: "log", text: "flood" } }); for (let turn = 0; turn < 30_000; turn += 1) port.postMessage(text);`,
  },
  {
    name: "long messages without an end",
    harm: "notebook.messages >= 40",
    fate: "ended",
    body: `const text = JSON.stringify({ type: "output", run, output: { type: "text", stream: "log", text: "y".repeat(1_000_000) } }); for (let turn = 0; turn < 400; turn += 1) port.postMessage(text);`,
  },
  {
    name: "asking for datasets without an end",
    harm: "notebook.needed.includes('/index')",
    fate: "bounded",
    body: `for (let turn = 0; turn < 100; turn += 1) tell({ type: "need", dataset: turn % 2 === 0 ? "not-declared" : "__proto__" }); tell({ type: "need", dataset: "../../index" }); ${done}`,
  },
  {
    name: "being ready again and again",
    harm: "notebook.ready === 100",
    fate: "bounded",
    body: `for (let turn = 0; turn < 100; turn += 1) tell({ type: "ready", backend: "cpu", reason: ${everyText} }); ${done}`,
  },
];
