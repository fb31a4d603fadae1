// What the settings show and change: accounts, sessions, tokens, the recovery code. A newcomer's trap: secrets
// that are shown once (a token, the recovery code) live in the page that shows them and nowhere here.
import { signal } from '@preact/signals';
import { type ApiError, request, toApiError } from '../api/client.ts';
import { asError } from '../api/compose.ts';
import {
  CreateRecoveryCodeDocument,
  CreateTokenDocument,
  QuotasDocument,
  type QuotasQuery,
  RevokeSessionDocument,
  RevokeTokenDocument,
  type Scope,
  SettingsDocument,
  type SettingsQuery,
} from '../api/operations.gen.ts';

export type SettingsFacts = SettingsQuery['viewer'];

export const settings = signal<SettingsFacts | null>(null);
export const settingsTrouble = signal<ApiError | null>(null);

export async function loadSettings(signal?: AbortSignal): Promise<void> {
  settingsTrouble.value = null;
  try {
    settings.value = (await request(SettingsDocument, {}, signal)).viewer;
  } catch (error) {
    if (!signal?.aborted) settingsTrouble.value = toApiError(error);
  }
}

export type Quota = QuotasQuery['viewer']['accounts'][number]['quota'][number];

const quotas = signal<ReadonlyMap<string, readonly Quota[]>>(new Map());
export const quotaOf = (accountId: string): readonly Quota[] => quotas.value.get(accountId) ?? [];

/** Asks the mail servers, beside the rest. What is not told is not shown. */
export async function loadQuotas(signal?: AbortSignal): Promise<void> {
  try {
    const { viewer } = await request(QuotasDocument, {}, signal);
    quotas.value = new Map(viewer.accounts.map(({ id, quota }) => [id, quota]));
  } catch {}
}

/** Scopes as a person thinks of them. What a group needs to work at all (lists of accounts and folders) is in it. */
export const SCOPE_GROUPS = {
  lists: ['ACCOUNT_READ', 'MAILBOX_READ', 'HEADERS_READ', 'EVENTS'],
  content: ['BODY_READ', 'ATTACHMENT_READ', 'RAW_READ'],
  marks: ['STATE_WRITE'],
  file: ['FILE_WRITE', 'MAILBOX_WRITE'],
  delete: ['DELETE'],
  write: ['DRAFT_WRITE'],
  send: ['SEND'],
} as const satisfies Record<string, readonly Scope[]>;
export type ScopeGroup = keyof typeof SCOPE_GROUPS;

/** The groups of which a token has every scope. */
export function groupsOf(scopes: readonly Scope[]): ScopeGroup[] {
  return (Object.keys(SCOPE_GROUPS) as ScopeGroup[]).filter((group) =>
    SCOPE_GROUPS[group].every((scope) => scopes.includes(scope)),
  );
}

/** Answers with the secret, which can't be had again. Rejects with an ApiError. */
export async function createToken(
  name: string,
  groups: readonly ScopeGroup[],
  days: number | null,
): Promise<string> {
  const scopes = [
    ...new Set<Scope>([...SCOPE_GROUPS.lists, ...groups.flatMap((group) => SCOPE_GROUPS[group])]),
  ];
  const expiresAt = days === null ? null : new Date(Date.now() + days * 86_400_000).toISOString();
  const { secret, token, problem } = (
    await request(CreateTokenDocument, { input: { name, scopes, expiresAt } })
  ).createToken;
  if (problem || !token || secret === null) throw asError(problem);
  change((facts) => ({ ...facts, tokens: [token, ...facts.tokens] }));
  return secret;
}

export async function revokeToken(id: string): Promise<void> {
  const { problem } = (await request(RevokeTokenDocument, { id })).revokeToken;
  if (problem) throw asError(problem);
  change((facts) => ({ ...facts, tokens: facts.tokens.filter((token) => token.id !== id) }));
}

export async function revokeSession(id: string): Promise<void> {
  const { problem } = (await request(RevokeSessionDocument, { id })).revokeSession;
  if (problem) throw asError(problem);
  change((facts) => ({ ...facts, sessions: facts.sessions.filter((session) => session.id !== id) }));
}

/** The new code; the old one stops working. Rejects with an ApiError. */
export async function createRecoveryCode(): Promise<string> {
  const { code, problem } = (await request(CreateRecoveryCodeDocument, {})).createRecoveryCode;
  if (problem || code === null) throw asError(problem);
  return code;
}

function change(act: (facts: SettingsFacts) => SettingsFacts): void {
  if (settings.value) settings.value = act(settings.value);
}
