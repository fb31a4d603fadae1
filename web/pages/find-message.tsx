// Where a link to a message leads: looks for it, then shows it in its folder. A newcomer's trap: the message may have
// been moved since the link was made, so the link names the message and no folder.
import { useEffect, useState } from 'preact/hooks';
import { type ApiError, toApiError } from '../api/client.ts';
import { StateCard } from '../components/state.tsx';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import { findMessage } from '../state/trust.ts';

interface Props {
  messageId: string;
  account: string | null;
}

export default function FindMessagePage({ messageId, account }: Props) {
  const [trouble, setTrouble] = useState<ApiError | null>(null);
  const [missing, setMissing] = useState(false);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    const control = new AbortController();
    setTrouble(null);
    setMissing(false);
    findMessage(messageId, account, control.signal).then(
      (found) => {
        if (control.signal.aborted) return;
        if (found === null) setMissing(true);
        else navigate({ name: 'mail', mailboxId: found.mailboxId, messageId: found.id }, { replace: true });
      },
      (error) => {
        if (!control.signal.aborted) setTrouble(toApiError(error));
      },
    );
    return () => control.abort();
  }, [messageId, account, attempt]);

  const inbox = (): void => navigate({ name: 'mail', mailboxId: null, messageId: null }, { replace: true });
  const toInbox = (
    <button type="button" class="btn" onClick={inbox}>
      {t('error.toInbox')}
    </button>
  );
  if (trouble)
    return (
      <StateCard
        icon="warning"
        title={t('message.notNow')}
        text={trouble.message}
        quotation={trouble.serverText}
        alert
      >
        <button type="button" class="btn btn-primary" onClick={() => setAttempt(attempt + 1)}>
          {t('error.retry')}
        </button>
        {toInbox}
      </StateCard>
    );
  if (missing)
    return (
      <StateCard icon="mailOpen" title={t('find.missing')} text={t('find.missingText')} alert>
        {toInbox}
      </StateCard>
    );
  return (
    <StateCard icon="search" title={t('find.looking')}>
      {toInbox}
    </StateCard>
  );
}
