// A delivery report: who did not get the message and why, in plain words. A newcomer's trap: what a server said is shown
// as a quotation and only on request; and a report about mail that nobody here sent is told apart.
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../components/icon.tsx';
import { fullDate } from '../lib/dates.ts';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import { type DeliveryReport, originalOf } from '../state/cards.ts';

type Recipient = DeliveryReport['recipients'][number];

export function ReportCard({ id, report }: { id: string; report: DeliveryReport }) {
  const { recipients, recipientCount, originalSubject } = report;
  const failed = recipients.filter(({ action }) => action === 'FAILED');
  const worst = failed[0] ?? recipients.find(({ action }) => action === 'DELAYED') ?? recipients[0];
  const some = failed.length > 0 && failed.length < recipients.length;
  const action = worst?.action ?? 'FAILED';
  return (
    <section class={`card card-report${action === 'FAILED' ? ' card-bad' : ''}`}>
      <div class="card-lines">
        <h2 class="card-title">
          <Icon name={action === 'FAILED' ? 'warning' : action === 'DELAYED' ? 'clock' : 'check'} />
          {some ? t('report.titleSome') : t(`report.title.${action}`)}
        </h2>
        <ul class="card-recipients">
          {recipients.map((each, at) => (
            <RecipientLine key={at} recipient={each} showAction={some} />
          ))}
        </ul>
        {recipientCount > recipients.length && (
          <p class="card-quiet">{t('report.more', { count: recipientCount - recipients.length })}</p>
        )}
        <OriginalLink id={id} subject={originalSubject} suspect />
      </div>
    </section>
  );
}

function RecipientLine({ recipient, showAction }: { recipient: Recipient; showAction: boolean }) {
  const { address, finalAddress, action, reason, status, serverText, remoteServer, retryUntil } = recipient;
  const bad = action === 'FAILED' || action === 'DELAYED';
  return (
    <li>
      <div class="card-recipient">
        <bdi>{address ?? t('report.nobody')}</bdi>
        {showAction && (
          <span class={`card-chip${bad ? ' card-chip-bad' : ''}`}>{t(`report.action.${action}`)}</span>
        )}
      </div>
      {finalAddress && <p class="card-quiet">{t('report.forwarded', { address: finalAddress })}</p>}
      {bad && <p>{t(`report.reason.${reason}`)}</p>}
      {retryUntil && <p>{t('report.until', { date: fullDate(retryUntil) })}</p>}
      {(serverText || status) && bad && (
        <details class="card-details">
          <summary>{t('report.details')}</summary>
          <q>
            <bdi>{serverText ?? status}</bdi>
          </q>
          {(remoteServer || (status && serverText)) && (
            <p class="card-quiet">{[remoteServer, serverText && status].filter(Boolean).join(' · ')}</p>
          )}
        </details>
      )}
    </li>
  );
}

/** The message that a report is about, looked for when the rest is drawn. */
export function OriginalLink({
  id,
  subject,
  suspect,
}: {
  id: string;
  subject: string | null;
  suspect?: boolean;
}) {
  const [found, setFound] = useState<
    { id: string; mailboxId: string; subject: string | null } | null | undefined
  >();
  useEffect(() => {
    const control = new AbortController();
    originalOf(id, control.signal).then(
      (original) =>
        setFound(
          original?.mailbox
            ? { id: original.id, mailboxId: original.mailbox.id, subject: original.subject }
            : null,
        ),
      () => {},
    );
    return () => control.abort();
  }, [id]);
  const title = visible(found?.subject ?? subject ?? '');
  return (
    <>
      {title !== '' && (
        <p class="card-quiet">
          <bdi>{t('report.about', { subject: title })}</bdi>
        </p>
      )}
      {found && (
        <button
          type="button"
          class="link-button card-action"
          onClick={() => navigate({ name: 'mail', mailboxId: found.mailboxId, messageId: found.id })}
        >
          {t('report.open')}
        </button>
      )}
      {found === null && suspect && <p class="card-quiet">{t('report.notYours')}</p>}
    </>
  );
}
