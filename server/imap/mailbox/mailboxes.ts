// All mailboxes a person reaches. A newcomer's trap: those of other people may be thousands and take the server
// seconds, so nobody waits for them to see his own; they are asked for beside, and told of when they are known.
import { setTimeout as after } from 'node:timers/promises';
import type { MailStore } from '../../mail/store.ts';
import type { Context } from '../context.ts';
import { translate } from '../errors.ts';
import type { Mailboxes } from './mailbox.ts';

/** Nobody waits for it. */
const OTHERS_MS = 60_000;
/** How long somebody waits who wants the whole list. */
const WHOLE_MS = 4_000;

export function createMailboxList(
  { lanes, announce, log }: Context,
  mailboxes: Mailboxes,
): MailStore['mailboxes'] {
  let looking: Promise<void> | null = null;

  async function lookForOthers(): Promise<void> {
    try {
      const isNew = await lanes.use((session) => mailboxes.listOthers(session), {
        ...{ lane: 'BACKGROUND', deadlineMs: OTHERS_MS },
      });
      if (isNew) announce({ kind: 'MAILBOXES_CHANGED' });
    } catch (error) {
      log.debug({ code: translate(error).code }, 'imap: mailboxes of others could not be listed');
    }
  }
  const others = (): Promise<void> => {
    looking ??= lookForOthers().finally(() => {
      looking = null;
    });
    return looking;
  };

  return async (signal, reach = 'OWN') => {
    const list = () =>
      lanes.use(
        async (session) => ({
          found: await mailboxes.list(session),
          isWhole: mailboxes.knowsOthers(session.client),
        }),
        { signal },
      );
    const { found, isWhole } = await list();
    if (isWhole) return found;
    const asked = others();
    if (reach !== 'ALL') return found;
    await Promise.race([asked, after(WHOLE_MS, undefined, { ref: false })]);
    return (await list()).found;
  };
}
