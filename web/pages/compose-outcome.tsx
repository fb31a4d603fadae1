// What became of Send, and where the text is kept, in words. A newcomer's trap: "not sent" is only said where
// that is certain.
import { Note } from '../components/note.tsx';
import { t } from '../lib/t.ts';
import type { Compose } from '../state/compose.ts';

interface Props {
  compose: Compose;
  sentHref: string | null;
  onAgain(): void;
  onDone(): void;
}

export function ComposeOutcome({ compose, sentHref, onAgain, onDone }: Props) {
  const phase = compose.phase.value;
  const trouble = compose.trouble.value;
  const lookInSent = sentHref !== null && (
    <a href={sentHref} data-route>
      {t('compose.lookInSent')}
    </a>
  );
  const again = (label: string) => (
    <button type="button" onClick={onAgain}>
      {label}
    </button>
  );
  if (phase === 'REFUSED' && trouble) {
    return (
      <div class="compose-note">
        <Note icon="warning" tone="bad" quotation={trouble.serverText} live>
          {trouble.message}
        </Note>
      </div>
    );
  }
  if (phase === 'UNSURE') {
    return (
      <div class="compose-note">
        <Note
          icon="warning"
          live
          actions={
            <>
              {lookInSent}
              {again(t('compose.tryAgain'))}
            </>
          }
        >
          {t('compose.unsure')}
        </Note>
      </div>
    );
  }
  if (phase === 'UNKNOWN' && trouble) {
    return (
      <div class="compose-note">
        <Note
          icon="warning"
          live
          quotation={trouble.serverText}
          actions={
            <>
              {lookInSent}
              {again(t('compose.sendAgain'))}
            </>
          }
        >
          {trouble.message}
        </Note>
      </div>
    );
  }
  if (phase === 'PARTLY_SENT') {
    return (
      <div class="compose-note">
        <Note
          icon="warning"
          tone="bad"
          live
          actions={
            <>
              <button type="button" onClick={() => compose.writeToRefused()}>
                {t('compose.writeToRefused')}
              </button>
              <button type="button" onClick={onDone}>
                {t('compose.done')}
              </button>
            </>
          }
        >
          {t('compose.partlySent')}
          {compose.refused.value.map(({ address, reply }) => (
            <span key={address} class="compose-refused">
              <bdi>{address}</bdi>
              {reply && <q>{reply}</q>}
            </span>
          ))}
        </Note>
      </div>
    );
  }
  return null;
}

/** Where the text is kept right now. */
export function SavingLine({ compose }: { compose: Compose }) {
  const saving = compose.saving.value;
  const here = compose.keptHere.value;
  const key =
    saving === 'SAVED'
      ? 'compose.saved'
      : saving === 'FAILED'
        ? here
          ? 'compose.savedHere'
          : 'compose.savedNowhere'
        : saving === 'SAVING'
          ? 'compose.saving'
          : null;
  return (
    <span class="compose-saving" role="status">
      {key && t(key)}
    </span>
  );
}
