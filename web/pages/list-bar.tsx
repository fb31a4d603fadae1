// The bar over a list: which folder, how much is unread, look for new mail, the rest.
import { Icon } from '../components/icon.tsx';
import { Menu } from '../components/menu.tsx';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import { accountOf, accounts, type Mailbox } from '../state/mailboxes.ts';
import { startSelecting } from '../state/selection.ts';
import { canEmpty, emptyLabel } from './folder-empty.tsx';
import { nameOf } from './folder-names.ts';
import { askForNew, asking } from './list-refresh.ts';

interface Props {
  mailbox: Mailbox | null;
  onMenu: (() => void) | null;
  onKeys(): void;
  /** Asks whether the folder is to be emptied. */
  onEmpty(): void;
}

export function ListBar({ mailbox, onMenu, onKeys, onEmpty }: Props) {
  const several = accounts.value.length > 1;
  const aside = several
    ? accountOf(mailbox?.id ?? null)?.address
    : mailbox && mailbox.unread > 0 && mailbox.role !== 'DRAFTS'
      ? t('nav.unread', { count: mailbox.unread })
      : null;
  return (
    <header class={onMenu ? 'bar list-bar' : 'bar list-bar list-bar-desk'}>
      {onMenu && (
        <button type="button" class="icon-button" aria-label={t('nav.open')} onClick={onMenu}>
          <Icon name="menu" />
        </button>
      )}
      <h1>
        <bdi>{mailbox ? nameOf(mailbox) : t('app.name')}</bdi>
        {aside && <small>{aside}</small>}
      </h1>
      <button
        type="button"
        class={asking.value ? 'icon-button is-turning' : 'icon-button'}
        aria-label={t('list.refresh')}
        title={t('list.refresh')}
        onClick={() => void askForNew()}
      >
        <Icon name="refresh" />
      </button>
      <Menu
        label={t('list.more')}
        items={[
          { label: t('list.select'), icon: 'check', run: startSelecting },
          ...(mailbox && canEmpty(mailbox)
            ? [{ label: emptyLabel(mailbox), icon: 'trash' as const, tone: 'bad' as const, run: onEmpty }]
            : []),
          ...(onMenu ? [] : [{ label: t('keys.title'), icon: 'keyboard' as const, run: onKeys }]),
          { label: t('nav.settings'), icon: 'settings', run: () => navigate({ name: 'settings' }) },
        ]}
      />
      <span class="only-read" role="status">
        {asking.value ? t('list.refreshing') : ''}
      </span>
    </header>
  );
}
