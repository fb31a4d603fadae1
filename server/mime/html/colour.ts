// Colours as mail writes them, and as eyes order them (OKLCH, the space of CSS Color 4 section 9). A newcomer's trap:
// contrast is a matter of luminance, which is not OKLCH's lightness; whoever promises a contrast measures it.
import { COLOUR_NAMES } from './colour-names.ts';

export interface Colour {
  /** Lightness and chroma as in OKLCH: 0 to 1, and 0 to about 0.32. */
  l: number;
  c: number;
  /** Hue in radians. */
  h: number;
  alpha: number;
}

/** #rgb, #rrggbb (with or without alpha), a name, rgb() or hsl() in the old and the new writing; null for others. */
export function parseColour(text: string): Colour | null {
  const lower = text.trim().toLowerCase();
  const hex = /^#([\da-f]{3,8})$/.exec(lower)?.[1] ?? COLOUR_NAMES.get(lower);
  if (hex !== undefined) return fromHex(hex);
  const [, kind, inner = ''] = /^(rgb|hsl)a?\(([^()]{1,80})\)$/.exec(lower) ?? [];
  if (kind === undefined) return null;
  const [first, second, third, fourth = '1'] = inner.split(/[\s,/]+/).filter(Boolean);
  if (first === undefined || second === undefined || third === undefined) return null;
  const alpha = part(fourth, 1);
  const rgb: Rgb =
    kind === 'rgb'
      ? [part(first, 255), part(second, 255), part(third, 255)]
      : fromHsl(Number.parseFloat(first), part(second, 100), part(third, 100));
  return [...rgb, alpha].every(Number.isFinite) ? fromRgb(rgb, alpha) : null;
}

type Rgb = [red: number, green: number, blue: number];

/** A number of 0 to `most`, or a percentage, as 0 to 1. */
function part(text: string, most: number): number {
  const value = Number.parseFloat(text) / (text.endsWith('%') ? 100 : most);
  return Math.min(1, Math.max(0, value));
}

function fromHex(hex: string): Colour | null {
  if (hex.length === 5 || hex.length === 7) return null;
  const size = hex.length < 6 ? 1 : 2;
  const at = (index: number): number => {
    const digits = hex.slice(index * size, (index + 1) * size);
    return digits === '' ? 1 : Number.parseInt(size === 1 ? digits + digits : digits, 16) / 255;
  };
  return fromRgb([at(0), at(1), at(2)], at(3));
}

function fromHsl(hue: number, saturation: number, lightness: number): Rgb {
  const channel = (n: number): number => {
    const k = (((n + hue / 30) % 12) + 12) % 12;
    return (
      lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    );
  };
  return [channel(0), channel(8), channel(4)];
}

const linear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const gamma = (value: number): number =>
  value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;

function fromRgb(rgb: Rgb, alpha: number): Colour {
  const [r, g, b] = [linear(rgb[0]), linear(rgb[1]), linear(rgb[2])];
  const x = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const y = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const z = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z;
  const bb = 0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z;
  return {
    l: 0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z,
    c: Math.hypot(a, bb),
    h: Math.atan2(bb, a),
    alpha,
  };
}

/** Linear light, not clipped. */
function toLinear({ l, c, h }: Colour): Rgb {
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)];
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

/** The same with as much of its chroma as a screen can show. */
function inGamut(colour: Colour): Rgb {
  let { c } = colour;
  for (let tries = 0; tries < 12; tries++) {
    const rgb = toLinear({ ...colour, c });
    if (rgb.every((value) => value > -0.002 && value < 1.002)) return clipped(rgb);
    c *= 0.88;
  }
  return clipped(toLinear({ ...colour, c: 0 }));
}

const clipped = ([r, g, b]: Rgb): Rgb => [limit(r), limit(g), limit(b)];
const limit = (value: number): number => Math.min(1, Math.max(0, value));

/** "#rrggbb", with two more digits where it is not opaque. */
export function writeColour(colour: Colour): string {
  const parts = inGamut(colour).map(gamma);
  if (colour.alpha < 1) parts.push(colour.alpha);
  return `#${parts
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** Relative luminance (WCAG 2.2), 0 to 1, as if opaque. */
export function luminance(colour: Colour): number {
  const [r, g, b] = inGamut(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The contrast of two luminances, 1 to 21. */
export const contrast = (one: number, two: number): number =>
  (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
