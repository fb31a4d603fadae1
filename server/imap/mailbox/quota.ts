// How much an account may hold (RFC 9208; RFC 2087 before it). A newcomer's trap: a server may advertise QUOTA and
// answer NO, or name a root without limits; both mean that nothing is known, and nothing is shown then.
import type { ImapFlow } from 'imapflow';
import { getStringValue, parseUintValue } from 'imapflow/lib/tools.js';
import { QUOTA_RESOURCES, type Quota } from '../../mail/mailbox.ts';
import { issue, mailboxName } from '../commands.ts';
import { isRefusal } from '../errors.ts';
import type { Lanes } from '../lanes/lanes.ts';

/** It changes with every message, but nobody watches it by the second. */
const ASK_EVERY_MS = 60_000;
const KIB = 1024;

export class QuotaReader {
  readonly #lanes: Lanes;
  #asked: { answer: Promise<Quota[]>; at: number } | null = null;

  constructor(lanes: Lanes) {
    this.#lanes = lanes;
  }

  /** One command, once a minute at most. Several may wait for it, so none of them ends it by leaving. */
  async read(): Promise<Quota[]> {
    const known = this.#asked;
    if (known !== null && Date.now() - known.at < ASK_EVERY_MS) return known.answer;
    const answer = this.#lanes.use(({ client }) => ask(client));
    const asked = { answer, at: Date.now() };
    this.#asked = asked;
    answer.catch(() => {
      if (this.#asked === asked) this.#asked = null;
    });
    return answer;
  }

  forget(): void {
    this.#asked = null;
  }
}

async function ask(client: ImapFlow): Promise<Quota[]> {
  const isOffered = [...client.capabilities.keys()].some((each) => /^QUOTA(=RES-|$)/.test(each));
  if (!isOffered) return [];
  const found = new Map<Quota['resource'], Quota>();
  try {
    await issue(client, 'GETQUOTAROOT', [mailboxName(client, 'INBOX')], {
      QUOTA: async ({ attributes }) => {
        const list = attributes?.[1];
        if (!Array.isArray(list)) return;
        for (let at = 0; at + 2 < list.length; at += 3) {
          const name = getStringValue(list[at])?.toUpperCase();
          const resource = QUOTA_RESOURCES.find((known) => known === name);
          const used = parseUintValue(getStringValue(list[at + 1]));
          const limit = parseUintValue(getStringValue(list[at + 2]));
          if (resource === undefined || used === false || limit === false) continue;
          const unit = resource === 'STORAGE' ? KIB : 1;
          const quota = { resource, used: used * unit, limit: limit * unit };
          // Several roots may hold for the inbox; the fullest is the one that matters.
          const other = found.get(resource);
          if (other === undefined || fullness(quota) > fullness(other)) found.set(resource, quota);
        }
      },
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  return [...found.values()];
}

const fullness = ({ used, limit }: Quota): number => (limit === 0 ? Number.POSITIVE_INFINITY : used / limit);
