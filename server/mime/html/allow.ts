// Which elements and attributes a message may use. A newcomer's trap: no svg, no math, no form control, no
// id and no name, however harmless they look: the list is what keeps the browser's repair of broken markup
// from making live markup (mXSS), and what keeps the message from naming things in its document.

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** What is not here loses its tags and keeps its text (what is dropped with its text is in tags.ts). */
export const ELEMENTS: ReadonlySet<string> = new Set(
  words(`
    a abbr acronym address article aside b bdi bdo big blockquote br caption center cite code col colgroup
    dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins
    kbd li main mark nav nobr ol p pre q rp rt ruby s samp section small span strike strong sub summary sup
    table tbody td tfoot th thead time tr tt u ul var wbr
  `),
);

const LENGTH = /^\s{0,9}\d{1,5}(?:\.\d{1,5})?\s{0,9}(?:px|%|\*)?\s{0,9}$/i;
const NUMBER = /^\s{0,9}-?\d{1,6}\s{0,9}$/;
const COLOUR = /^\s{0,9}#?[\w]{1,30}\s{0,9}$|^\s{0,9}rgba?\([\d\s.,%]{1,40}\)\s{0,9}$/i;
const TOKEN = /^[\w -]{0,60}$/;
const ANY = /^.{0,2000}$/s;
const LANG = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,5}$/;

/** What a message calls its elements; they keep it as data-id, for its own style sheet and for nothing else. */
export const ID = /^[A-Za-z][\w-]{0,80}$/;

/** Attributes of every element, with the form their values must have. */
const GLOBAL: Readonly<Record<string, RegExp>> = {
  class: ANY,
  title: ANY,
  lang: LANG,
  dir: /^(?:ltr|rtl|auto)$/i,
  align: TOKEN,
  valign: TOKEN,
  bgcolor: COLOUR,
  width: LENGTH,
  height: LENGTH,
  role: /^(?:presentation|none|img|heading|list|listitem|article|table|row|cell|separator)$/i,
  'aria-hidden': /^(?:true|false)$/i,
  'aria-label': ANY,
  hidden: TOKEN,
};

const CELL = { colspan: NUMBER, rowspan: NUMBER, nowrap: TOKEN, scope: TOKEN, abbr: ANY, border: NUMBER };

const OWN: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  table: {
    border: NUMBER,
    cellpadding: LENGTH,
    cellspacing: LENGTH,
    rules: TOKEN,
    frame: TOKEN,
    summary: ANY,
    bordercolor: COLOUR,
  },
  td: CELL,
  th: CELL,
  col: { span: NUMBER },
  colgroup: { span: NUMBER },
  img: { alt: ANY, border: NUMBER, hspace: NUMBER, vspace: NUMBER },
  font: { color: COLOUR, face: /^[\w\s,'"-]{1,200}$/, size: /^\s{0,9}[+-]?\d{1,2}\s{0,9}$/ },
  hr: { color: COLOUR, size: NUMBER, noshade: TOKEN },
  br: { clear: TOKEN },
  ol: { start: NUMBER, type: TOKEN, reversed: TOKEN },
  ul: { type: TOKEN },
  li: { type: TOKEN, value: NUMBER },
  div: {},
  blockquote: { type: /^cite$/i },
  time: { datetime: /^[\w\s:.+-]{1,60}$/ },
  details: { open: TOKEN },
  body: { text: COLOUR },
};

/** May this attribute stand here with this value? Links, sources and styles are decided elsewhere. */
export function isAllowed(element: string, attribute: string, value: string): boolean {
  // Object.hasOwn: "constructor" is no attribute.
  const own = Object.hasOwn(OWN, element) ? OWN[element] : undefined;
  const form =
    own && Object.hasOwn(own, attribute)
      ? own[attribute]
      : Object.hasOwn(GLOBAL, attribute)
        ? GLOBAL[attribute]
        : undefined;
  return form?.test(value) ?? false;
}

/** Attributes that give a colour of their own, see css-allow. */
export const COLOUR_ATTRIBUTES: ReadonlySet<string> = new Set(['bgcolor', 'text', 'color', 'bordercolor']);
