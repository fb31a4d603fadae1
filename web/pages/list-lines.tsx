// Calm lines between the search and the rows: what is unsent, that one is offline, how old what is shown is.
import { later } from '../components/later.tsx';
import { Note } from '../components/note.tsx';
import { clock } from '../lib/clock.ts';
import { ago } from '../lib/dates.ts';
import { t } from '../lib/t.ts';
import { connection } from '../state/connection.ts';
import type { MessageList } from '../state/list.ts';
import type { Mailbox } from '../state/mailboxes.ts';
import { askForNew } from './list-refresh.ts';

// Looks into what is kept on the device, which can wait until the list is there.
const UnsentLine = later(() => import('./unsent-line.tsx').then((part) => part.UnsentLine));

interface Props {
  list: MessageList | null;
  mailbox: Mailbox | null;
}

export function ListLines({ list, mailbox }: Props) {
  return (
    <div class="list-lines">
      {mailbox && <UnsentLine />}
      <Freshness list={list} />
      <Sorting list={list} />
    </div>
  );
}

/** The server could not sort as was wished, yet. */
function Sorting({ list }: { list: MessageList | null }) {
  if (!list?.isUnsorted.value) return null;
  return (
    <Note
      icon="info"
      live
      actions={
        <button type="button" onClick={() => void list.refresh()}>
          {t('error.retry')}
        </button>
      }
    >
      {t('list.notSorted')}
    </Note>
  );
}

function Freshness({ list }: { list: MessageList | null }) {
  const loadedAt = list?.loadedAt.value ?? 0;
  const updated = loadedAt > 0 ? t('list.updated', { when: ago(loadedAt, clock.value) }) : '';
  if (connection.value === 'OFFLINE') {
    return (
      <Note icon="offline" live>
        {t('list.offline')} {updated}
      </Note>
    );
  }
  if (connection.value === 'LOST') {
    return (
      <Note icon="offline" live>
        {t('list.lost')} {updated}
      </Note>
    );
  }
  if (list?.status.value !== 'STALE') return null;
  return (
    <Note
      icon="info"
      live
      quotation={list.error.value?.serverText ?? null}
      actions={
        <button type="button" onClick={() => void askForNew()}>
          {t('error.retry')}
        </button>
      }
    >
      {list.error.value?.message} {updated}
    </Note>
  );
}
