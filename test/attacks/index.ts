// All attacks by theme. The number of an attack is its place in this list, from 1.
import { ATTACHMENTS } from './attachments.ts';
import type { Attack } from './attack.ts';
import { CARDS } from './cards.ts';
import { CHARSETS } from './charsets.ts';
import { DECEIT } from './deceit.ts';
import { DRAWING } from './drawing.ts';
import { FOREIGN } from './foreign.ts';
import { HEADERS } from './headers.ts';
import { HEAVY } from './heavy.ts';
import { LINKS } from './links.ts';
import { LOADING } from './loading.ts';
import { MULTIPARTS } from './multiparts.ts';
import { MUTATIONS } from './mutations.ts';
import { PAGE } from './page.ts';
import { PLAIN_TEXT } from './plain-text.ts';
import { SCRIPTS } from './scripts.ts';
import { STYLES } from './styles.ts';

export const THEMES: Readonly<Record<string, readonly Attack[]>> = {
  scripts: SCRIPTS,
  links: LINKS,
  'svg and math': FOREIGN,
  mutations: MUTATIONS,
  loading: LOADING,
  styles: STYLES,
  drawing: DRAWING,
  'the page': PAGE,
  headers: HEADERS,
  charsets: CHARSETS,
  'plain text': PLAIN_TEXT,
  cards: CARDS,
  attachments: ATTACHMENTS,
  multiparts: MULTIPARTS,
  deceit: DECEIT,
  heavy: HEAVY,
};

export const ATTACKS: readonly (Attack & { theme: string })[] = Object.entries(THEMES).flatMap(
  ([theme, attacks]) => attacks.map((attack) => ({ ...attack, theme })),
);

/** The bodies of attacks by HTML; RUN and LEAK are still in them. */
export const HTML_ATTACKS: readonly { name: string; html: string; theme: string }[] = ATTACKS.flatMap(
  ({ name, html, theme }) => (html === undefined ? [] : [{ name, html, theme }]),
);
