// Which mailbox is Sent, Trash and so on: by the server's word (SPECIAL-USE, RFC 6154, or Gmail's older XLIST),
// else by what it is called. A newcomer's trap: for a role that the server gave to a mailbox no name counts, and a
// name counts only at the top, since "Projects/Sent" is a folder of somebody's own.
import { specialUse } from 'imapflow/lib/special-use.js';
import type { MailboxRole } from '../../mail/mailbox.ts';
import type { Listed } from './list-command.ts';
import { NAMES } from './role-names.ts';

/** In lower case, with what XLIST says for the same. */
const FLAGS: Readonly<Record<string, MailboxRole>> = {
  '\\drafts': 'DRAFTS',
  '\\sent': 'SENT',
  '\\trash': 'TRASH',
  '\\junk': 'JUNK',
  '\\spam': 'JUNK',
  '\\archive': 'ARCHIVE',
  '\\all': 'ALL',
  '\\allmail': 'ALL',
  '\\flagged': 'FLAGGED',
  '\\starred': 'FLAGGED',
};

/** How RFC 6154 writes a role. */
export const USES: Readonly<Partial<Record<MailboxRole, string>>> = {
  DRAFTS: '\\Drafts',
  SENT: '\\Sent',
  TRASH: '\\Trash',
  JUNK: '\\Junk',
  ARCHIVE: '\\Archive',
};

const OURS = new Map(
  Object.entries(NAMES).flatMap(([role, names]) => names.map((name) => [name, role as MailboxRole])),
);

/** Roots below which names count as much as at the top. */
const ROOTS = /^(inbox|\[gmail\]|\[google mail\])$/i;

export interface Claim {
  role: MailboxRole;
  /** A name with words around it ("Sent mail") counts less. */
  isGuess: boolean;
  depth: number;
}

/** What the name of a personal mailbox says; null for one that is too deep. `shown` is without the namespace's prefix. */
export function claimOf(shown: readonly string[]): Claim | null {
  const [first = ''] = shown;
  if (shown.length > 2 || (shown.length === 2 && !ROOTS.test(first))) return null;
  const { role, isGuess } = byName(shown.at(-1) ?? '');
  return role === null ? null : { role, isGuess, depth: shown.length };
}

/** Roles by path, each given once. Of mailboxes that can be opened and are the person's own. */
export function rolesOf(
  mailboxes: readonly { entry: Listed; claim: Claim | null }[],
): Map<string, MailboxRole> {
  const roles = new Map<string, MailboxRole>();
  const given = new Set<MailboxRole>();
  const give = ({ path }: Listed, role: MailboxRole | null): void => {
    if (role === null || given.has(role) || roles.has(path)) return;
    given.add(role);
    roles.set(path, role);
  };
  for (const { entry } of mailboxes) if (entry.path === 'INBOX') give(entry, 'INBOX');
  for (const { entry } of mailboxes) give(entry, byFlag(entry));
  const claims = mailboxes.flatMap(({ entry, claim }) => (claim === null ? [] : [{ entry, ...claim }]));
  claims.sort((a, b) => Number(a.isGuess) - Number(b.isGuess) || a.depth - b.depth);
  for (const { entry, role } of claims) give(entry, role);
  return roles;
}

function byFlag({ flags }: Listed): MailboxRole | null {
  for (const flag of flags) if (FLAGS[flag] !== undefined) return FLAGS[flag];
  return null;
}

export function byName(name: string): { role: MailboxRole | null; isGuess: boolean } {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    // Marks of direction that mail programs put around Arabic and Hebrew, and the dot of a Turkish capital.
    .replace(/\u200e|\u200f|\u0307/g, '')
    .trim();
  const ours = OURS.get(plain);
  if (ours !== undefined) return { role: ours, isGuess: false };
  const { flag, source } = specialUse(false, { flags: new Set(), name: plain });
  return { role: FLAGS[flag?.toLowerCase() ?? ''] ?? null, isGuess: source === 'name-guess' };
}
