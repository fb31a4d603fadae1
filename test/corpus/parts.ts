// Pieces that the trees of the corpus are made of, each as it travels.
import { type Expected, mail } from './build.ts';

/** A message that is a multipart of these parts. */
export const tree = (
  name: string,
  rule: string,
  type: string,
  parts: readonly string[],
  expected: Partial<Expected>,
) =>
  mail(
    name,
    rule,
    `Content-Type: ${type}; boundary="b"\n\n${parts.map((part) => `--b\n${part}\n`).join('')}--b--\n`,
    expected,
  );
/** A part that is a multipart itself, with a boundary of its own. */
export const multi = (boundary: string, type: string, parts: readonly string[]): string =>
  `Content-Type: ${type}; boundary=${boundary}\n\n${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--`;

export const TEXT = (text: string): string => `Content-Type: text/plain\n\n${text}`;
export const HTML = (html: string): string => `Content-Type: text/html; charset=utf-8\n\n${html}`;
export const PDF =
  'Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=';
export const PICTURE = (id: string, more = ''): string =>
  `Content-Type: image/gif\nContent-ID: <${id}>${more}\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7`;
export const GIF_BYTES = 42;
export const INNER = 'From: Carl <carl@example.com>\nSubject: inside\n\nInner words.';
export const NO_TEXT = /no text/;
