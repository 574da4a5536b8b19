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
 * data in the address. The service worker and the manifest are the site's own.
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

export interface PackedPolicyOptions {
  /** All inline scripts that run; a single file has no others, and inserts most itself. */
  readonly scripts: readonly string[];
  /** Addresses from which datasets are loaded. */
  readonly mirrors: readonly string[];
}

/**
 * The policy of a page that is one file. It is stricter than a site's: nothing comes from a server, or from other files,
 * but datasets that the file lacks.
 */
export function filePolicy(options: PackedPolicyOptions): string {
  return packedPolicy("", options);
}

/** The policy of the pages of a folder that needs no server: scripts, styles and pictures come out of the folder. */
export function folderPolicy(options: PackedPolicyOptions): string {
  return packedPolicy(" 'self'", options);
}

function packedPolicy(self: string, { scripts, mirrors }: PackedPolicyOptions): string {
  return [
    "default-src 'none'",
    `script-src${self} 'unsafe-eval' ${scripts.map(scriptHash).join(" ")}`,
    "worker-src data:",
    `connect-src ${["data:", ...mirrors].join(" ")}`,
    "frame-src 'none'",
    `img-src${self} data: blob:`,
    `media-src${self} data:`,
    `style-src${self} 'unsafe-inline'`,
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** The document of the sandboxed frame, with a stricter policy. */
export function frameDocument(frameScript: string): string {
  const policy = `default-src 'none'; script-src ${scriptHash(frameScript)} 'unsafe-eval'; worker-src data:; connect-src data:`;
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>Runtime</title><script>${frameScript}</script>`;
}
