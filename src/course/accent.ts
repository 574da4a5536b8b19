/** The colour of buttons and marks in both colour schemes, as `#rrggbb`. */
export interface Accent {
  readonly light: string;
  readonly dark: string;
}

/**
 * The background of the page, `--code` of `page/styles/tokens.css`, on which the accent colour has the least contrast,
 * and the colour in whose direction it gains contrast.
 */
const SCHEMES = {
  light: { background: "#f6f4ec", toward: "#000000" },
  dark: { background: "#1f232a", toward: "#ffffff" },
} as const;

/** The contrast that text needs (WCAG 2.2, success criterion 1.4.3). */
const ENOUGH = 4.5;

/** The same colour for both schemes, darkened or lightened until it can be read there. */
export function accentFrom(color: string): Accent {
  return { light: readable(color, "light"), dark: readable(color, "dark") };
}

/** The colour itself if text in it can be read on the page, else the next darker or lighter one. */
export function readable(color: string, scheme: keyof typeof SCHEMES): string {
  const { background, toward } = SCHEMES[scheme];
  for (let percent = 0; percent < 100; percent += 1) {
    const candidate = mix(color, toward, percent / 100);
    if (contrast(candidate, background) >= ENOUGH) return candidate;
  }
  return toward;
}

/** The contrast between two colours `#rrggbb`, from 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param amount of the second colour, from 0 to 1. */
function mix(color: string, other: string, amount: number): string {
  const others = channels(other);
  const mixed = channels(color).map((value, index) => value + ((others[index] ?? 0) - value) * amount);
  return `#${mixed.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

/** Red, green and blue, each from 0 to 255. */
function channels(color: string): number[] {
  return [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16));
}
