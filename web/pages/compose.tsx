// The page on which a message is written: finds or begins it, then shows the sheet. A newcomer's trap: leaving
// this page, by whatever way, ends the writing with a save; nothing asks "are you sure".
import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { type ApiError, toApiError } from '../api/client.ts';
import { Icon } from '../components/icon.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import { type ComposeQuery, goBack, href, navigate, type Route } from '../routes.ts';
import type { Compose } from '../state/compose.ts';
import { ComposeFiles } from '../state/compose-files.ts';
import { leaveCompose } from '../state/compose-leave.ts';
import { beginCompose, newComposeId } from '../state/compose-start.ts';
import { accountOf, accounts, byRole, shownMailboxId, viewerId } from '../state/mailboxes.ts';
import { showToast } from '../state/toasts.ts';
import { holdCompose, lookForUnsent } from '../state/unsent.ts';
import { ComposeForm } from './compose-form.tsx';
import './compose.css';

interface Open {
  compose: Compose;
  files: ComposeFiles;
}

const LIST: Route = { name: 'mail', mailboxId: null, messageId: null };

export default function ComposePage({ query }: { query: ComposeQuery }) {
  const [open, setOpen] = useState<Open | null>(null);
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const [tries, setTries] = useState(0);
  const owner = viewerId.value;
  const { local } = query;

  useEffect(() => {
    if (owner === null) return;
    if (local === undefined) {
      // From here on a reload finds this very message again.
      navigate({ name: 'compose', query: { ...query, local: newComposeId() } }, { replace: true });
      return;
    }
    const control = new AbortController();
    let end = (): void => {};
    const account = accountOf(shownMailboxId.value) ?? accounts.value[0];
    setTrouble(null);
    beginCompose(owner, account?.id ?? '', query, control.signal).then(
      (compose) => {
        if (control.signal.aborted) return;
        const files = new ComposeFiles(compose);
        const release = holdCompose(compose.id);
        end = () => {
          void leaveCompose(compose, files).finally(() => {
            release();
            // The lock is gone a moment after it was let go.
            setTimeout(() => void lookForUnsent(viewerId.value), 100);
          });
        };
        setOpen({ compose, files });
      },
      (error: unknown) => {
        if (!control.signal.aborted) setTrouble(toApiError(error));
      },
    );
    return () => {
      control.abort();
      end();
      setOpen(null);
    };
  }, [owner, local, tries]);

  const phase = open?.compose.phase;
  useEffect(
    () =>
      phase &&
      effect(() => {
        if (phase.value === 'SENT') goBack(LIST);
      }),
    [phase],
  );

  const discard = ({ compose, files }: Open): void => {
    files.end(true);
    compose.discard().then(
      () => showToast(t('compose.toastDiscarded')),
      () => showToast(t('compose.toastNotDiscarded'), { tone: 'bad' }),
    );
    goBack(LIST);
  };

  return (
    <main class="compose-page">
      {open ? (
        <ComposeForm
          key={open.compose.id}
          compose={open.compose}
          files={open.files}
          accounts={accounts.value}
          sentHref={sentHref(open.compose.fields.value.accountId)}
          onClose={() => goBack(LIST)}
          onDiscard={() => discard(open)}
        />
      ) : (
        <Waiting trouble={trouble} onRetry={() => setTries(tries + 1)} />
      )}
    </main>
  );
}

function sentHref(accountId: string): string | null {
  const sent = byRole(accounts.value.find(({ id }) => id === accountId) ?? null, 'SENT');
  return sent && href({ name: 'mail', mailboxId: sent.id, messageId: null });
}

function Waiting({ trouble, onRetry }: { trouble: ApiError | null; onRetry(): void }) {
  return (
    <div class="compose">
      <header class="compose-bar">
        <button type="button" class="icon-button" aria-label={t('message.back')} onClick={() => goBack(LIST)}>
          <Icon name="close" />
        </button>
        <h1>{t('compose.titleNew')}</h1>
      </header>
      {trouble ? (
        <div class="compose-state">
          <Note
            icon="warning"
            tone="bad"
            quotation={trouble.serverText}
            live
            actions={
              trouble.code === 'GONE' ? undefined : (
                <button type="button" onClick={onRetry}>
                  {t('error.retry')}
                </button>
              )
            }
          >
            {t('compose.loadFailed')} {trouble.message}
          </Note>
        </div>
      ) : (
        <div class="compose-wait" aria-hidden="true">
          <i />
          <i />
          <i />
        </div>
      )}
    </div>
  );
}
