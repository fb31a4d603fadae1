// The address bar, both ways: a path under the site's base becomes a Route and back. A newcomer's trap: the
// base path is known only from document.baseURI (the server writes <base>), so no address starts with '/'.
import { type ReadonlySignal, signal } from '@preact/signals';

export type Route =
  | { name: 'mail'; mailboxId: string | null; messageId: string | null }
  | { name: 'compose'; query: ComposeQuery }
  | { name: 'settings' }
  /** A message by its Message-ID; `account` is an address, null where any will do. */
  | { name: 'find'; messageId: string; account: string | null };

/** At most one of draft, reply and forward; each a message id. `all` answers everybody. */
export interface ComposeQuery {
  draft?: string;
  reply?: string;
  all?: boolean;
  forward?: string;
  to?: string;
  /** The message on this device that is being written, so that a reload goes on with it. */
  local?: string;
}

const base = (): URL => new URL('.', document.baseURI);

/** The route of a path below the base (no leading slash) and its query. Unknown paths are the inbox. */
export function parseRoute(path: string, search: string): Route {
  const parts = path.split('/').filter(Boolean).map(decode);
  if (parts[0] === 'settings') return { name: 'settings' };
  if (parts[0] === 'compose') return { name: 'compose', query: parseCompose(new URLSearchParams(search)) };
  if (parts[0] === 'm') return parseFind(new URLSearchParams(search));
  if (parts[0] !== 'mailbox') return { name: 'mail', mailboxId: null, messageId: null };
  return {
    name: 'mail',
    mailboxId: parts[1] ?? null,
    messageId: (parts[2] === 'message' && parts[3]) || null,
  };
}

/** The path below the base, without a leading slash; './' for the inbox. */
export function pathOf(route: Route): string {
  if (route.name === 'settings') return 'settings';
  if (route.name === 'compose') return `compose${composeSearch(route.query)}`;
  if (route.name === 'find') {
    const { messageId: id, account } = route;
    return `m?${new URLSearchParams(account === null ? { id } : { id, in: account })}`;
  }
  if (route.mailboxId === null) return './';
  const list = `mailbox/${encodeURIComponent(route.mailboxId)}`;
  return route.messageId === null ? list : `${list}/message/${encodeURIComponent(route.messageId)}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function parseFind(params: URLSearchParams): Route {
  const messageId = params.get('id');
  if (!messageId) return { name: 'mail', mailboxId: null, messageId: null };
  return { name: 'find', messageId, account: params.get('in') || null };
}

function parseCompose(params: URLSearchParams): ComposeQuery {
  const query: ComposeQuery = {};
  for (const key of ['draft', 'reply', 'forward', 'to', 'local'] as const) {
    const value = params.get(key);
    if (value) query[key] = value;
  }
  if (params.has('all')) query.all = true;
  return query;
}

function composeSearch(query: ComposeQuery): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value) params.set(key, value === true ? '1' : value);
  }
  return params.size === 0 ? '' : `?${params}`;
}

function current(): Route {
  return parseRoute(location.pathname.slice(base().pathname.length), location.search);
}

const here = signal<Route>({ name: 'mail', mailboxId: null, messageId: null });
export const route: ReadonlySignal<Route> = here;

interface Entry {
  depth: number;
}
const depth = (): number => (history.state as Entry | null)?.depth ?? 0;

/** Goes to a route. `replace` leaves no step to come back to. */
export function navigate(to: Route, options: { replace?: boolean } = {}): void {
  const url = new URL(pathOf(to), base());
  const entry: Entry = { depth: options.replace ? depth() : depth() + 1 };
  if (options.replace) history.replaceState(entry, '', url);
  else history.pushState(entry, '', url);
  here.value = to;
}

/** One step back inside the app, or to `fallback` when the app was opened at this place. */
export function goBack(fallback: Route): void {
  if (depth() > 0) history.back();
  else navigate(fallback, { replace: true });
}

/** For the href of a link; the click is taken over by startRouting. */
export const href = (to: Route): string => pathOf(to);

/** Reads the address, then follows Back, Forward and plain clicks on links below the base. */
export function startRouting(): void {
  here.value = current();
  addEventListener('popstate', () => {
    here.value = current();
  });
  addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest('a');
    if (!link?.href || link.target || link.hasAttribute('download')) return;
    if (link.dataset.route === undefined) return;
    event.preventDefault();
    const url = new URL(link.href);
    navigate(parseRoute(url.pathname.slice(base().pathname.length), url.search));
  });
}
