// The colours of a message for a dark room: grounds get dark, text gets light, and what has a hue keeps it. A
// newcomer's trap: a style sheet does not say what lies on what, so every ground stays below one luminance and most
// text above another; where ground and text are known together, their contrast is measured and mended.
import { type Colour, contrast, luminance, parseColour, writeColour } from './colour.ts';

/** Above this chroma a colour is somebody's brand and no tint. */
const BRAND = 0.08;
/** Lightness of the sheet that white becomes (the app's --surface), and of the lightest ground. */
const SHEET = 0.205;
const SHEET_HUE = (255 / 180) * Math.PI;
const LIGHTEST_GROUND = 0.48;
/** WCAG's 4.5, and a little for what rounding takes. */
const ENOUGH = 4.6;

/** Of the sheet. */
export const SHEET_LUMINANCE = 0.009;

type Role = 'GROUND' | 'TEXT' | 'LINE';

function roleOf(property: string): Role {
  if (/^background|shadow$/.test(property)) return 'GROUND';
  return /^(?:border|outline|column-rule)/.test(property) ? 'LINE' : 'TEXT';
}

/** Properties whose values may hold colours. */
export const isColouring = (property: string): boolean =>
  /^(?:color|background(?:-color|-image)?|border(?!-collapse|-spacing|-radius)|outline|(?:box|text)-shadow$|text-decoration(?:-color)?$)/.test(
    property,
  );

const VEIL = 'linear-gradient(#0009,#0009)';
const TOKEN = /#[\da-f]{3,8}\b|\b(?:rgb|hsl)a?\([^()]{1,80}\)|(?<![\w#.(-])[a-z]{3,20}(?![\w(-])/gi;

/** A safe value of a style property with its colours changed; URLs in it stay as they are. */
export function darkValue(property: string, value: string): string {
  const role = roleOf(property);
  return value
    .split(/(url\([^)]*\)|"[^"]*"|'[^']*')/i)
    .map((piece, index) => {
      if (index % 2 === 0) return piece.replace(TOKEN, (token) => darkToken(token, role));
      // What is written on a picture is light now, whatever the picture is.
      return /^url/i.test(piece) ? `${VEIL},${piece}` : piece;
    })
    .join('');
}

/** What an attribute such as bgcolor says; names and digits without "#" too, as browsers read them. */
export function darkAttribute(name: string, value: string): string {
  const trimmed = value.trim();
  const colour = parseColour(/^[\da-f]{6}$|^[\da-f]{3}$/i.test(trimmed) ? `#${trimmed}` : trimmed);
  const role = name === 'bgcolor' ? 'GROUND' : name === 'bordercolor' ? 'LINE' : 'TEXT';
  // Attributes know no alpha.
  return colour === null ? value : writeColour({ ...inDark(colour, role), alpha: 1 });
}

const kept = new Map<string, string>();

function darkToken(token: string, role: Role): string {
  const key = role + token;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const colour = parseColour(token);
  const result = colour === null ? token : writeColour(inDark(colour, role));
  // The same few hundred colours are most of all mail.
  if (kept.size < 4000) kept.set(key, result);
  return result;
}

function inDark(colour: Colour, role: Role): Colour {
  return role === 'GROUND' ? ground(colour) : role === 'LINE' ? rule(colour) : text(colour);
}

function ground({ l, c, h, alpha }: Colour): Colour {
  // A veil of black darkens what is dark already.
  if (c >= BRAND) return { l: Math.min(l, LIGHTEST_GROUND), c: Math.min(c, 0.2), h, alpha };
  // Greys take the faint blue of the app's own sheet.
  if (l >= 0.5 && c < 0.01) return { l: SHEET + (1 - l) * 0.5, c: 0.014, h: SHEET_HUE, alpha };
  if (l >= 0.5) return { l: SHEET + (1 - l) * 0.5, c: Math.min(c * 1.2, 0.05), h, alpha };
  return { l: Math.min(l, 0.4), c, h, alpha };
}

function text({ l, c, h, alpha }: Colour): Colour {
  const visible = alpha === 0 ? 0 : Math.max(alpha, 0.7);
  if (c >= BRAND) return { l: Math.max(l, 0.8), c: Math.min(c, 0.16), h, alpha: visible };
  // Grey stays weaker than black; what was light lies on what was dark, and stays light.
  if (l < 0.7) return { l: 0.93 - l * 0.22, c, h, alpha: visible };
  return { l: Math.max(l, 0.88), c, h, alpha: visible };
}

function rule({ l, c, h, alpha }: Colour): Colour {
  // White on white was not meant to be seen.
  if (l > 0.97 && c < 0.02) return { l: SHEET, c: 0.014, h: SHEET_HUE, alpha };
  if (c >= BRAND) return { l: Math.min(0.7, Math.max(l, 0.45)), c, h, alpha };
  return { l: 0.28 + (1 - l) * 0.4, c, h, alpha };
}

/** The luminance of a ground as darkValue wrote it; null when it is not one opaque colour. */
export function groundOf(value: string): number | null {
  if (/gradient|url\(/i.test(value)) return null;
  const hex = /#[\da-f]{6}(?![\da-f])/i.exec(value)?.[0];
  const colour = hex === undefined ? null : parseColour(hex);
  return colour === null ? null : luminance(colour);
}

/** The text's colour as darkValue wrote it, or a lighter one where it can't be read on the ground. */
export function readable(value: string, on: number): string {
  let colour = parseColour(value);
  if (colour === null || contrast(luminance(colour), on) >= ENOUGH) return value;
  for (; colour.l < 1; colour = { ...colour, l: colour.l + 0.03, c: colour.c * 0.85 }) {
    if (contrast(luminance(colour), on) >= ENOUGH) return writeColour({ ...colour, alpha: 1 });
  }
  return '#ffffff';
}
