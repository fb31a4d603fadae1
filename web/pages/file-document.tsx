// A text or an attached message in the preview: the safe document in its frame, and above a message its own head and
// files. A newcomer's trap: messages lie in messages; each opens over the one before.
import { useEffect, useState } from 'preact/hooks';
import { request } from '../api/client.ts';
import { AttachedMessageDocument, type AttachedMessageQuery } from '../api/operations.gen.ts';
import type { ShownFile } from '../components/attachment-list.tsx';
import { MessageFrame } from '../components/message-frame.tsx';
import { dateTime } from '../lib/dates.ts';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import { MessageFiles } from './message-files.tsx';

type Attached = NonNullable<Extract<AttachedMessageQuery['node'], { __typename: 'Attachment' }>['message']>;

export function FileDocument({ file, onMailto }: { file: ShownFile; onMailto(): void }) {
  const [attempt, setAttempt] = useState(0);
  const [head, setHead] = useState<Attached | null>(null);
  const isMessage = file.preview?.kind === 'MESSAGE';

  useEffect(() => {
    if (!isMessage) return;
    const stop = new AbortController();
    request(AttachedMessageDocument, { id: file.id }, stop.signal)
      .then(({ node }) => setHead(node?.__typename === 'Attachment' ? node.message : null))
      // Its text says what is wrong.
      .catch(() => {});
    return () => stop.abort();
  }, [file.id, attempt]);

  return (
    <div class="file-preview-page">
      {head && <Head head={head} />}
      <MessageFrame
        src={file.preview?.url ?? ''}
        title={t('message.frame')}
        attempt={attempt}
        onLoaded={() => {}}
        onAgain={() => setAttempt(attempt + 1)}
        onMailto={(to) => {
          onMailto();
          navigate({ name: 'compose', query: { to } });
        }}
      />
      {head && <MessageFiles files={head.attachments} allUrl={head.attachmentsUrl} />}
    </div>
  );
}

function Head({ head }: { head: Attached }) {
  const names = (people: Attached['from']): string => people.map(({ display }) => display).join(', ');
  const [from] = head.from;
  return (
    <div class="file-preview-head">
      <h2>
        <bdi>{visible(head.subject ?? '') || t('list.noSubject')}</bdi>
      </h2>
      {from && (
        <p>
          <bdi>{t('file.from', { who: names(head.from) })}</bdi>{' '}
          {from.name !== null && from.address && (
            <bdi class="file-preview-address">{visible(from.address)}</bdi>
          )}
        </p>
      )}
      {head.to.length > 0 && (
        <p>
          <bdi>{t('file.to', { who: names(head.to) })}</bdi>
        </p>
      )}
      {head.sentAt && <p>{dateTime(head.sentAt)}</p>}
    </div>
  );
}
