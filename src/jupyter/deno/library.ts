// The library `lectern` for the Deno kernel: run this cell first. TensorFlow.js computes on the CPU here, so that
// training takes minutes; use fewer pictures to be faster.
import * as tf from "@tensorflow/tfjs";

await tf.ready();

const lectern = (() => {
  const CLASS_NAMES = [
    ...["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"],
    ...["Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
  ];
  const DATA = "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/";

  // ---- Data ----

  async function unzip(name: string): Promise<Uint8Array> {
    const response = await fetch(DATA + name);
    if (!response.ok || response.body === null)
      throw new Error(`${DATA}${name} answered ${response.status}.`);
    const plain = response.body.pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(plain).arrayBuffer());
  }

  /** Labelled pictures of 28 × 28 pixels, row by row, from 0 to 255. */
  class LabelledImages {
    constructor(
      readonly images: Uint8Array,
      readonly labels: Uint8Array,
    ) {}
    get length(): number {
      return this.labels.length;
    }
    slice(start: number, end?: number): LabelledImages {
      const labels = this.labels.slice(start, end);
      const first = start < 0 ? Math.max(0, this.length + start) : Math.min(start, this.length);
      const images = this.images.slice(first * 784, (first + labels.length) * 784);
      return new LabelledImages(images, labels);
    }
    toTensors() {
      const x = tf.tensor3d(Float32Array.from(this.images), [this.length, 28, 28]);
      return { x, y: tf.tensor1d(Float32Array.from(this.labels)) };
    }
  }

  async function split(name: string): Promise<LabelledImages> {
    const [images, labels] = await Promise.all([
      unzip(`${name}-images-idx3-ubyte.gz`),
      unzip(`${name}-labels-idx1-ubyte.gz`),
    ]);
    return new LabelledImages(images.subarray(16), labels.subarray(8));
  }

  async function loadFashionMnist() {
    const [train, test] = await Promise.all([split("train"), split("t10k")]);
    return { train, test };
  }

  async function loadDataset(name: string) {
    if (name !== "fashion-mnist") throw new RangeError(`There is no dataset "${name}".`);
    return await loadFashionMnist();
  }

  // ---- Training ----

  /** Adam with Nesterov momentum, with the formula and defaults of Keras 3. */
  class Nadam extends tf.Optimizer {
    static get className() {
      return "Nadam";
    }
    #step = 0;
    #product = 1;
    #moments = new Map<string, [tf.Variable, tf.Variable]>();
    constructor(
      readonly rate: number,
      readonly beta1: number,
      readonly beta2: number,
      readonly epsilon: number,
    ) {
      super();
    }
    #momentum(step: number): number {
      return this.beta1 * (1 - 0.5 * 0.96 ** step);
    }
    applyGradients(gradients: tf.NamedTensorMap | { name: string; tensor: tf.Tensor }[]): void {
      const named = Array.isArray(gradients)
        ? gradients
        : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
      const step = ++this.#step;
      const [now, next] = [this.#momentum(step), this.#momentum(step + 1)];
      this.#product *= now;
      const product = this.#product;
      for (const { name, tensor } of named) {
        if (tensor == null) continue;
        const variable = tf.engine().registeredVariables[name];
        const zeros = () => tf.tidy(() => tf.variable(tf.zerosLike(variable), false));
        const [moment, velocity] = this.#moments.get(name) ?? [zeros(), zeros()];
        this.#moments.set(name, [moment, velocity]);
        tf.tidy(() => {
          moment.assign(moment.mul(this.beta1).add(tensor.mul(1 - this.beta1)));
          velocity.assign(velocity.mul(this.beta2).add(tensor.square().mul(1 - this.beta2)));
          const ahead = moment.mul(next / (1 - product * next));
          const direction = ahead.add(tensor.mul((1 - now) / (1 - product)));
          const scale = velocity
            .div(1 - this.beta2 ** step)
            .sqrt()
            .add(this.epsilon);
          variable.assign(variable.sub(direction.mul(this.rate).div(scale)));
        });
      }
      this.incrementIterations();
    }
    getConfig() {
      return { learningRate: this.rate, beta1: this.beta1, beta2: this.beta2, epsilon: this.epsilon };
    }
  }

  function nadam(learningRate = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7): tf.Optimizer {
    return new Nadam(learningRate, beta1, beta2, epsilon);
  }

  /** Restarts `Math.random`, from which TensorFlow.js takes its seeds. Mulberry32. */
  function resetState(seed = 42): void {
    let state = seed >>> 0;
    Math.random = () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), state | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
  }

  // ---- Output ----

  function display(html: string): void {
    const jupyter = Deno.jupyter;
    if (jupyter) jupyter.broadcast("display_data", { data: { "text/html": html }, metadata: {} });
    else console.log(html);
  }

  const escaped = (value: unknown) => String(value).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function show(value: unknown): void {
    if (value instanceof tf.Tensor) value.print();
    else console.log(value);
  }

  function table(rows: unknown): void {
    console.table(rows instanceof tf.Tensor ? rows.arraySync() : rows);
  }

  /** A line for each trace. */
  function plot(traces: { x?: number[]; y: number[]; name?: string }[]): void {
    const points = traces.map(({ x, y }) => y.map((value, index) => [x?.[index] ?? index, value]));
    const range = (axis: number) => {
      const values = points.flat().map((point) => point[axis]);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      return { least, size: most - least || 1, most };
    };
    const [across, up] = [range(0), range(1)];
    const place = ([x, y]: number[]) =>
      `${40 + (500 * (x - across.least)) / across.size},${220 - (200 * (y - up.least)) / up.size}`;
    const colours = ["#6b4fc8", "#bb3f0b", "#2b6cb0", "#1f7546"];
    const lines = traces.map(({ name = "" }, index) => {
      const colour = colours[index % colours.length];
      const line = `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points[index].map(place).join(" ")}"/>`;
      return `${line}<text x="545" y="${30 + 18 * index}" fill="${colour}">${escaped(name)}</text>`;
    });
    const labels = `<text x="0" y="24">${up.most.toPrecision(3)}</text><text x="0" y="224">${up.least.toPrecision(3)}</text>`;
    display(
      `<svg width="680" height="240" font-size="12" font-family="sans-serif">${lines.join("")}${labels}</svg>`,
    );
  }

  /** A picture from a tensor [h, w] or rows of numbers, from its least value to its largest. */
  async function imshow(
    source: tf.Tensor | number[][],
    options: { colors?: string; alt?: string } = {},
  ): Promise<void> {
    const rows = source instanceof tf.Tensor ? await (source.squeeze() as tf.Tensor2D).array() : source;
    const values = rows.flat();
    const least = Math.min(...values);
    const size = Math.max(...values) - least || 1;
    const squares = rows.flatMap((row, y) =>
      row.map((value, x) => {
        const light = Math.round((255 * (value - least)) / size);
        const grey = options.colors === "binary" ? 255 - light : light;
        return `<rect x="${x}" y="${y}" width="1.05" height="1.05" fill="rgb(${grey},${grey},${grey})"/>`;
      }),
    );
    const title = `<title>${escaped(options.alt ?? "picture")}</title>`;
    display(
      `<svg width="224" viewBox="0 0 ${rows[0].length} ${rows.length}" role="img">${title}${squares.join("")}</svg>`,
    );
  }

  function check(condition: unknown, message: string): void {
    if (!condition) throw new Error(message);
    console.log(`✓ ${message}`);
  }

  function progress(total: number, label = "") {
    return (done: number, detail = "") => console.log(`${label} ${done}/${total} ${detail}`);
  }

  function explore(): void {
    console.log("The figures that look into the network are on the lesson’s page.");
  }

  // ---- Files beside the notebook ----

  const PAPAPARSE = "npm:papaparse@5.7.1";

  const loadBytes = (path: string): Promise<Uint8Array> => Deno.readFile(path);
  const loadText = (path: string): Promise<string> => Deno.readTextFile(path);
  const loadJson = async (path: string) => JSON.parse(await loadText(path));

  /** Rows as objects; a column is of numbers if all its values are. */
  async function loadCsv(path: string, { delimiter = "" } = {}) {
    const { default: papaparse } = await import(PAPAPARSE);
    const { data } = papaparse.parse(await loadText(path), { header: true, skipEmptyLines: true, delimiter });
    const isMissing = (text: string) => /^\s*(?:na|n\/a|nan|null)?\s*$/i.test(text);
    for (const name of Object.keys(data[0] ?? {})) {
      const isNumber = data.every((row) => isMissing(row[name]) || !Number.isNaN(Number(row[name])));
      for (const row of data) {
        if (isNumber) row[name] = isMissing(row[name]) ? Number.NaN : Number(row[name]);
        else if (isMissing(row[name])) row[name] = null;
      }
    }
    const column = (name: string) => data.map((row) => row[name]);
    return Object.assign(data, { columns: Object.keys(data[0] ?? {}), column });
  }

  function loadImage(): never {
    throw new Error("Pictures cannot be read in this kernel. Run this cell on the lesson’s page.");
  }

  function openFile(): never {
    throw new Error(
      "Put the file beside the notebook, and read it with loadCsv, loadText, loadJson or loadBytes.",
    );
  }

  async function download(name: string, data: unknown): Promise<void> {
    if (data instanceof Uint8Array) await Deno.writeFile(name, data);
    else await Deno.writeTextFile(name, typeof data === "string" ? data : JSON.stringify(data));
    console.log(`${name} is beside the notebook.`);
  }

  const files = { loadBytes, loadText, loadJson, loadCsv, loadImage, openFile, download };

  // ---- Controls ----

  /** A notebook has no controls: they keep what they have at first. */
  function slider(
    label: string,
    { min, max, value = (min + max) / 2 }: { min: number; max: number; value?: number },
  ) {
    console.log(`${label}: ${value} (from ${min} to ${max})`);
    return { value };
  }

  function select<Value>(label: string, choices: readonly Value[], options: { value?: Value } = {}) {
    const { value = choices[0] } = options;
    console.log(`${label}: ${value} (of ${choices.join(", ")})`);
    return { value };
  }

  function checkbox(label: string, { value = false }: { value?: boolean } = {}) {
    console.log(`${label}: ${value ? "yes" : "no"}`);
    return { value };
  }

  function button(_label: string) {
    return { value: 0 };
  }

  const controls = { slider, select, checkbox, button };
  const output = { show, table, plot, imshow, check, progress, explore };
  return { CLASS_NAMES, loadDataset, loadFashionMnist, nadam, resetState, ...files, ...controls, ...output };
})();
