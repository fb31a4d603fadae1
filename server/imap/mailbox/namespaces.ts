// Whose a mailbox is (RFC 2342). A newcomer's trap: prefixes overlap. With Cyrus the shared namespace may be '' and
// the person's own "INBOX."; with Dovecot the own one is '' and "Public/" lies inside. The longest prefix decides.
import type { ImapFlow } from 'imapflow';
import type { MailboxNamespace } from '../../mail/mailbox.ts';

interface Namespace {
  kind: MailboxNamespace;
  /** Ends with the delimiter unless it is ''. */
  prefix: string;
  delimiter: string;
}

/** Each may cost a command. */
const MAX_OTHERS = 20;

export interface Namespaces {
  personal: Namespace;
  others: readonly Namespace[];
}

export function namespacesOf(client: ImapFlow): Namespaces {
  const { personal = [], other, shared } = client.namespaces ?? {};
  const of = (kind: MailboxNamespace, list: typeof other): Namespace[] =>
    (list || []).map(({ prefix, delimiter }) => ({ kind, prefix: prefix ?? '', delimiter: delimiter ?? '' }));
  const [own = { kind: 'PERSONAL' as const, prefix: '', delimiter: '' }, ...more] = of('PERSONAL', personal);
  const others = [...more, ...of('OTHER_USERS', other), ...of('SHARED', shared)];
  return { personal: own, others: others.slice(0, MAX_OTHERS) };
}

/**
 * imapflow puts the personal prefix before every path that lacks it, so that "shared.Team" would become
 * "INBOX.shared.Team"; here paths are whole already.
 */
export function useWholePaths(client: ImapFlow): void {
  if (client.namespace) client.namespace = { ...client.namespace, prefix: '' };
}

export interface Place {
  namespace: MailboxNamespace;
  /** The other user, as the first level below the prefix names him. */
  owner: string | null;
  /** Nothing but the root of a namespace. */
  isRoot: boolean;
}

export function placeOf({ personal, others }: Namespaces, path: string): Place {
  const own = { namespace: 'PERSONAL', owner: null, isRoot: false } as const;
  if (path === 'INBOX') return own;
  const [best = personal] = [personal, ...others]
    .filter((each) => contains(each, path))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  if (best.kind === 'PERSONAL') return own;
  const below = path.slice(best.prefix.length);
  const [user = ''] = best.delimiter === '' ? [below] : below.split(best.delimiter);
  return {
    namespace: best.kind,
    owner: best.kind === 'OTHER_USERS' && user !== '' ? user : null,
    isRoot: below === '',
  };
}

function contains({ prefix, delimiter }: Namespace, path: string): boolean {
  return path.startsWith(prefix) || `${path}${delimiter}` === prefix;
}
