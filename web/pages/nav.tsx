// The folders of each account, the button to write, the way to the settings. A newcomer's trap: it is drawn
// twice, as the desk's first pane and in the drawer, so it keeps no state that outlives either.
import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../components/icon.tsx';
import { Menu } from '../components/menu.tsx';
import { layout } from '../lib/layout.ts';
import { language, t } from '../lib/t.ts';
import { href, route } from '../routes.ts';
import { type Account, accounts, type Mailbox, shownMailboxId } from '../state/mailboxes.ts';
import { learnRights } from '../state/rights.ts';
import { FolderDialog, type FolderTask } from './folder-dialog.tsx';
import { folderItems } from './folder-menu.ts';
import { groupsOf, iconOf, nameOf, type TreeRow, withRole } from './folder-names.ts';
import './nav.css';

const number = new Intl.NumberFormat(language);

export function Nav() {
  const [task, setTask] = useState<FolderTask | null>(null);
  const several = accounts.value.length > 1;
  return (
    <div class="nav">
      <div class="nav-top">
        <a class="btn btn-primary nav-write" href={href({ name: 'compose', query: {} })} data-route>
          <Icon name="pen" />
          {t('nav.write')}
        </a>
      </div>
      <div class="nav-scroll">
        {accounts.value.map((account) => (
          <AccountFolders key={account.id} account={account} named={several} onTask={setTask} />
        ))}
      </div>
      <div class="nav-foot">
        <a
          class="nav-item"
          href={href({ name: 'settings' })}
          data-route
          aria-current={route.value.name === 'settings' ? 'page' : undefined}
        >
          <Icon name="settings" />
          <span class="nav-name">{t('nav.settings')}</span>
        </a>
        {!several && <p class="nav-who">{accounts.value[0]?.address}</p>}
      </div>
      {task && <FolderDialog task={task} onClose={() => setTask(null)} />}
    </div>
  );
}

interface FoldersProps {
  account: Account;
  named: boolean;
  onTask(task: FolderTask): void;
}

function AccountFolders({ account, named, onTask }: FoldersProps) {
  const { own, hidden, others } = groupsOf(account.mailboxes, shownMailboxId.value);
  useEffect(() => void learnRights(others.map(({ mailbox }) => mailbox.id)), [others.length]);
  const rows = (list: readonly TreeRow[]) => (
    <ul>
      {list.map(({ mailbox, depth, label }) => (
        <li key={mailbox.id} class="nav-own">
          <FolderLink mailbox={mailbox} label={label} depth={depth} />
          <Menu
            class="nav-small nav-more"
            label={t('folder.more', { folder: label })}
            items={folderItems(account, mailbox, onTask)}
          />
        </li>
      ))}
    </ul>
  );
  return (
    <section class="nav-account" aria-label={account.address}>
      {named && (
        <h2>
          <span>
            {account.address}
            {account.protocol === 'POP3' && ` · ${t('nav.pop3')}`}
          </span>
        </h2>
      )}
      <ul>
        {withRole(account.mailboxes).map((mailbox) => (
          <li key={mailbox.id}>
            <FolderLink mailbox={mailbox} label={nameOf(mailbox)} depth={0} />
          </li>
        ))}
      </ul>
      <h2>
        <span>{t('nav.folders')}</span>
        <button
          type="button"
          class="nav-small"
          aria-label={t('folder.add')}
          title={t('folder.add')}
          onClick={() => onTask({ kind: 'CREATE', accountId: account.id, parent: null })}
        >
          <Icon name="add" />
        </button>
      </h2>
      {rows(own)}
      {others.length > 0 && (
        <>
          <h2>
            <span>{t('nav.others')}</span>
          </h2>
          {rows(others)}
        </>
      )}
      {hidden.length > 0 && (
        <details class="nav-hidden">
          <summary>{t('nav.hidden', { count: hidden.length })}</summary>
          {rows(hidden)}
        </details>
      )}
    </section>
  );
}

function FolderLink({ mailbox, label, depth }: { mailbox: Mailbox; label: string; depth: number }) {
  const current = route.value.name === 'mail' && shownMailboxId.value === mailbox.id;
  // In Drafts everything waits, so all of it counts; in Sent and Trash nothing does.
  const count = mailbox.role === 'DRAFTS' ? mailbox.total : mailbox.unread;
  const counted = count > 0 && mailbox.role !== 'SENT' && mailbox.role !== 'TRASH';
  const words = mailbox.role === 'DRAFTS' ? t('nav.messages', { count }) : t('nav.unread', { count });
  const indent = { paddingInlineStart: `${12 + Math.min(depth, layout.value === 'DESK' ? 4 : 6) * 16}px` };
  const inside = (
    <>
      <Icon name={iconOf(mailbox)} />
      <bdi class="nav-name">{label}</bdi>
      {counted && (
        <>
          <b aria-hidden="true">{number.format(count)}</b>
          <span class="only-read">, {words}</span>
        </>
      )}
    </>
  );
  if (!mailbox.selectable) {
    return (
      <span class="nav-item nav-parent" style={indent}>
        {inside}
      </span>
    );
  }
  return (
    <a
      class={counted ? 'nav-item nav-counted' : 'nav-item'}
      style={indent}
      href={href({ name: 'mail', mailboxId: mailbox.id, messageId: null })}
      data-route
      aria-current={current ? 'page' : undefined}
    >
      {inside}
    </a>
  );
}
