// Where no rows are: what that means in this folder, or why they did not come, and the next step.
import type { IconName } from '../components/icon.tsx';
import { StateCard } from '../components/state.tsx';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import type { MessageList } from '../state/list.ts';
import type { View } from '../state/list-views.ts';
import { accountOf, type Mailbox } from '../state/mailboxes.ts';
import { iconOf, nameOf } from './folder-names.ts';

const ICONS = {
  UNREAD: 'mailOpen',
  FLAGGED: 'flag',
  FILES: 'clip',
  TO_ME: 'account',
  LABEL: 'label',
} as const satisfies Record<Exclude<View['show'], 'ALL'>, IconName>;

interface EmptyProps {
  mailbox: Mailbox;
  view: View;
  /** Words that were looked for. */
  words: string;
  onAll(): void;
}

export function EmptyList({ mailbox, view, words, onAll }: EmptyProps) {
  const folder = nameOf(mailbox);
  const all = (
    <button type="button" class="btn" onClick={onAll}>
      {t('empty.showAll')}
    </button>
  );
  const text = words.trim();
  if (text !== '') {
    return (
      <StateCard icon="search" title={t('empty.search', { text })} text={t('empty.searchText', { folder })}>
        {all}
      </StateCard>
    );
  }
  if (view.show !== 'ALL') {
    const labels = accountOf(mailbox.id)?.labels ?? [];
    const name = labels.find(({ keyword }) => keyword === view.keyword)?.name ?? view.keyword ?? '';
    return (
      <StateCard
        icon={ICONS[view.show]}
        title={t(`empty.show.${view.show}`, { folder, name: visible(name) })}
        text={t(`empty.show.${view.show}Text`)}
      >
        {all}
      </StateCard>
    );
  }
  const { role } = mailbox;
  const icon = iconOf(mailbox);
  if (role === null || role === 'ALL' || role === 'FLAGGED') {
    return <StateCard icon={icon} title={t('empty.folder', { folder })} text={t('empty.folderText')} />;
  }
  return <StateCard icon={icon} title={t(`empty.${role}`)} text={t(`empty.${role}Text`)} />;
}

export function ListFailed({ list }: { list: MessageList }) {
  const error = list.error.value;
  const offline = error?.code === 'NETWORK';
  const gone = error?.code === 'MAILBOX_GONE' || error?.code === 'NOT_FOUND';
  return (
    <StateCard
      icon={offline ? 'offline' : 'warning'}
      title={t(offline ? 'error.offlineTitle' : 'error.title')}
      text={offline ? t('error.offlineFolder') : (error?.message ?? t('error.internal'))}
      quotation={error?.serverText ?? null}
      alert
    >
      {gone ? (
        <ToInbox />
      ) : (
        <button type="button" class="btn btn-primary" onClick={() => void list.refresh()}>
          {t('error.retry')}
        </button>
      )}
    </StateCard>
  );
}

/** The folder of the address: deleted or renamed elsewhere while it was open, or since it was marked. */
export function FolderGone() {
  return (
    <StateCard icon="folder" title={t('error.folderGone')} text={t('error.mailboxGone')} alert>
      <ToInbox />
    </StateCard>
  );
}

const ToInbox = () => (
  <button
    type="button"
    class="btn btn-primary"
    onClick={() => navigate({ name: 'mail', mailboxId: null, messageId: null }, { replace: true })}
  >
    {t('error.toInbox')}
  </button>
);
