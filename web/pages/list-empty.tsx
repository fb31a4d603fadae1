// Where no rows are: what that means in this folder, or why they did not come, and the next step.
import { StateCard } from '../components/state.tsx';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import type { MessageList } from '../state/list.ts';
import type { Filter } from '../state/lists.ts';
import type { Mailbox } from '../state/mailboxes.ts';
import { iconOf, nameOf } from './folder-names.ts';

interface EmptyProps {
  mailbox: Mailbox;
  filter: Filter;
  onAll(): void;
}

export function EmptyList({ mailbox, filter, onAll }: EmptyProps) {
  const folder = nameOf(mailbox);
  const all = (
    <button type="button" class="btn" onClick={onAll}>
      {t('empty.showAll')}
    </button>
  );
  const text = filter.text.trim();
  if (text !== '') {
    return (
      <StateCard icon="search" title={t('empty.search', { text })} text={t('empty.searchText', { folder })}>
        {all}
      </StateCard>
    );
  }
  if (filter.chip === 'UNREAD') {
    return (
      <StateCard icon="mailOpen" title={t('empty.unread')}>
        {all}
      </StateCard>
    );
  }
  if (filter.chip === 'FLAGGED') {
    return (
      <StateCard icon="flag" title={t('empty.flagged')}>
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
