// The message as a sheet of its own: head, what is to be said about it, its document, its files. A newcomer's
// trap: the document is asked for as soon as its address is known, which the list row already carries.
import { MessageFrame } from '../components/message-frame.tsx';
import { MessageHead } from '../components/message-head.tsx';
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import { documentOf } from '../state/images.ts';
import type { BodyNotes, ShownHead } from '../state/message.ts';
import { documentAddress, noteColours } from '../state/reading.ts';
import { MessageCards } from './message-cards.tsx';
import { MessageFiles } from './message-files.tsx';
import { MessageImages } from './message-images.tsx';
import { senderFacts, TrustNotes, useTrust } from './message-trust.tsx';

interface Props {
  head: ShownHead;
  notes: BodyNotes | null;
  me: readonly string[];
  detailsOpen: boolean;
  /** Another number asks for the document again. */
  attempt: number;
  /** Told what came: the document, or (true) that it could not be had now. */
  onBody(failed: boolean): void;
  onAgain(): void;
  /** Swipes inside the document. */
  onDocument(document: Document): () => void;
}

export function MessageCard({ head, notes, me, detailsOpen, attempt, onBody, onAgain, onDocument }: Props) {
  const trust = useTrust(head.id);
  const src = documentAddress(head.id, documentOf(head, notes));
  return (
    <article class="message-card">
      <MessageHead
        key={detailsOpen ? 'open' : 'closed'}
        head={head}
        facts={senderFacts(trust)}
        me={me}
        open={detailsOpen}
      />
      <TrustNotes trust={trust} />
      <MessageCards
        id={head.id}
        junk={head.mailbox?.role === 'JUNK'}
        own={head.from.some(({ address }) => me.includes(address?.toLowerCase() ?? ''))}
      />
      <MessageNotes head={head} notes={notes} />
      <MessageImages head={head} notes={notes} />
      <MessageFrame
        key={src}
        src={src}
        attempt={attempt}
        onLoaded={onBody}
        onAgain={onAgain}
        title={t('message.frame')}
        onMailto={(to) => navigate({ name: 'compose', query: { to } })}
        onDocument={(content) => {
          noteColours(head.id, content);
          return onDocument(content);
        }}
      />
      <MessageFiles files={head.attachments ?? []} allUrl={head.attachmentsUrl} />
    </article>
  );
}

function MessageNotes({ head, notes }: { head: ShownHead; notes: BodyNotes | null }) {
  const draft = head.flags.includes('DRAFT');
  const lines = [
    draft && (
      <Note
        key="draft"
        icon="drafts"
        actions={
          <button type="button" onClick={() => navigate({ name: 'compose', query: { draft: head.id } })}>
            {t('message.editDraft')}
          </button>
        }
      >
        {t('message.isDraft')}
      </Note>
    ),
    head.availability === 'NOT_LISTED' && (
      <Note key="gone" icon="info">
        {t('message.notListed')}
      </Note>
    ),
    notes?.note && (
      <Note key="note" icon="info">
        {notes.note}
      </Note>
    ),
    notes?.truncated && (
      <Note key="long" icon="info">
        {t('message.truncated')}
      </Note>
    ),
  ].filter(Boolean);
  return lines.length === 0 ? null : <div class="message-notes">{lines}</div>;
}
