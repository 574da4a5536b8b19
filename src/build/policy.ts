import { createHash } from "node:crypto";

/** The source expression that allows an inline script in a Content-Security-Policy. */
export function scriptHash(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
}

export interface PolicyOptions {
  /** The sandboxed frame's script. A `srcdoc` frame inherits the page's policy, so the page must allow it. */
  readonly frameScript: string;
  /** The script in the page's head that runs before the first paint. */
  readonly earlyScript: string;
  /** Addresses from which datasets are loaded. */
  readonly mirrors: readonly string[];
  /** Allows the development server's WebSocket. */
  readonly development: boolean;
}

/**
 * The page's policy, for a `<meta>` tag, so that hosts need not send headers. There is no `unsafe-inline` for scripts:
 * only two inline scripts run, and injected markup is neither. `frame-src` stops a frame from navigating itself away with
 * data in the address.
 */
export function pagePolicy({ frameScript, earlyScript, mirrors, development }: PolicyOptions): string {
  const connect = ["'self'", "data:", ...mirrors, ...(development ? ["ws:"] : [])];
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-eval' ${scriptHash(frameScript)} ${scriptHash(earlyScript)}`,
    "worker-src 'self' data:",
    `connect-src ${connect.join(" ")}`,
    "frame-src 'self'",
    "img-src 'self' data: blob:",
    "style-src 'self' 'unsafe-inline'",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The document of the sandboxed frame, with a stricter policy. */
export function frameDocument(frameScript: string): string {
  const policy = `default-src 'none'; script-src ${scriptHash(frameScript)} 'unsafe-eval'; worker-src data:; connect-src data:`;
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Runtime</title><script>${frameScript}</script>`;
}
