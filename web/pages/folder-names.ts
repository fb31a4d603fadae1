// What folders are called and how they are drawn. A newcomer's trap: a folder with a role goes by the role's own
// word, since servers name them in whatever language; all others keep the name they have.
import type { IconName } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import type { Mailbox } from '../state/mailboxes.ts';

export const nameOf = (mailbox: Mailbox): string => (mailbox.role ? t(`role.${mailbox.role}`) : mailbox.name);

const ICONS: Record<NonNullable<Mailbox['role']>, IconName> = {
  INBOX: 'inbox',
  DRAFTS: 'drafts',
  SENT: 'sent',
  TRASH: 'trash',
  JUNK: 'junk',
  ARCHIVE: 'archive',
  ALL: 'all',
  FLAGGED: 'star',
};
export const iconOf = (mailbox: Mailbox): IconName => (mailbox.role ? ICONS[mailbox.role] : 'folder');

export interface TreeRow {
  mailbox: Mailbox;
  /** How deep it lies under folders that are shown too. */
  depth: number;
  /** The name, with those parents in front that are not shown. */
  label: string;
}

const ORDER: readonly Mailbox['role'][] = [
  'INBOX',
  'FLAGGED',
  'DRAFTS',
  'SENT',
  'ARCHIVE',
  'ALL',
  'JUNK',
  'TRASH',
];

/** Folders with a role, in the order people expect. */
export function withRole(mailboxes: readonly Mailbox[]): Mailbox[] {
  return mailboxes
    .filter(({ role }) => role !== null)
    .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

/** All others as a tree, parents before children. */
export function tree(mailboxes: readonly Mailbox[]): TreeRow[] {
  const own = mailboxes.filter(({ role }) => role === null);
  const keys = new Set(own.map(({ path }) => key(path)));
  return own
    .toSorted((a, b) => compare(a.path, b.path))
    .map((mailbox) => {
      const parents = mailbox.path.slice(0, -1).map((_, at, all) => all.slice(0, at + 1));
      const shown = parents.filter((path) => keys.has(key(path)));
      // Some servers keep everything below INBOX; that says nothing to a person.
      const rest = mailbox.path.slice(shown.at(-1)?.length ?? 0);
      const label = rest.length > 1 && rest[0]?.toUpperCase() === 'INBOX' ? rest.slice(1) : rest;
      return { mailbox, depth: shown.length, label: label.join(' / ') };
    });
}

/**
 * Folders without a role: one's own, those that were hidden, those of others. Where no folder is subscribed to,
 * subscriptions are not used and nothing is hidden; nor is the one on the screen.
 */
export function groupsOf(
  mailboxes: readonly Mailbox[],
  shownId: string | null,
): { own: TreeRow[]; hidden: TreeRow[]; others: TreeRow[] } {
  const own = mailboxes.filter(({ namespace, role }) => namespace === 'PERSONAL' && role === null);
  const isUsed = own.some(({ subscribed, selectable }) => subscribed && selectable);
  const parents = new Set(
    own.flatMap(({ path, subscribed }) => (subscribed ? path.map((_, at) => key(path.slice(0, at))) : [])),
  );
  const isHidden = ({ id, subscribed, path }: Mailbox): boolean =>
    isUsed && !subscribed && id !== shownId && !parents.has(key(path));
  return {
    own: tree(own.filter((mailbox) => !isHidden(mailbox))),
    hidden: tree(own.filter(isHidden)),
    others: tree(mailboxes.filter(({ namespace }) => namespace !== 'PERSONAL')).map(ofOthers),
  };
}

/** Without the words that the server puts in front of all of them; the owner comes last. */
function ofOthers(row: TreeRow): TreeRow {
  const { owner, path } = row.mailbox;
  if (row.depth > 0) return row;
  const inside = path.slice(owner === null ? 1 : path.indexOf(owner) + 1).join(' / ');
  if (owner === null) return { ...row, label: inside === '' ? row.label : inside };
  return { ...row, label: inside === '' ? owner : `${inside} (${owner})` };
}

const key = (path: readonly string[]): string => path.join('\u0000');

function compare(a: readonly string[], b: readonly string[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const order = (a[at] ?? '').localeCompare(b[at] ?? '', undefined, { numeric: true });
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
