// Where to? All folders of the account, and a field that finds one. A newcomer's trap: messages can't move to
// another account, nor to a name that holds only other folders.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Dialog } from '../components/dialog.tsx';
import { Icon } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import { accountOf as findAccount, type Mailbox } from '../state/mailboxes.ts';
import { iconOf, nameOf, tree, withRole } from './folder-names.ts';
import './folder-picker.css';

interface Props {
  /** The mailbox the messages are in. */
  accountOf: string | null;
  onPick(mailboxId: string): void;
  onClose(): void;
}

/** Views over all mail are no places to put something. */
const NO_PLACE: readonly Mailbox['role'][] = ['ALL', 'FLAGGED', 'DRAFTS', 'SENT'];
const FIND_FROM = 8;

export function FolderPicker({ accountOf, onPick, onClose }: Props) {
  const [words, setWords] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  const mailboxes = findAccount(accountOf)?.mailboxes ?? [];
  const places = [
    ...withRole(mailboxes).map((mailbox) => ({ mailbox, depth: 0, label: nameOf(mailbox) })),
    ...tree(mailboxes),
  ].filter(
    ({ mailbox }) => mailbox.selectable && mailbox.id !== accountOf && !NO_PLACE.includes(mailbox.role),
  );
  const wanted = words.trim().toLocaleLowerCase();
  const found = places.filter(({ mailbox, label }) =>
    `${label} ${mailbox.path.join(' / ')}`.toLocaleLowerCase().includes(wanted),
  );
  const finds = places.length >= FIND_FROM;

  useEffect(() => {
    (input.current ?? first.current)?.focus();
  }, []);

  return (
    <Dialog
      title={t('folder.choose')}
      onClose={onClose}
      actions={
        <button type="button" class="btn" onClick={onClose}>
          {t('action.cancel')}
        </button>
      }
    >
      {finds && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const [only] = found;
            if (wanted !== '' && only) onPick(only.mailbox.id);
          }}
        >
          <input
            ref={input}
            class="input"
            type="search"
            aria-label={t('folder.find')}
            placeholder={t('folder.find')}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </form>
      )}
      <ul class="picker">
        {found.map(({ mailbox, depth, label }, at) => (
          <li key={mailbox.id}>
            <button
              type="button"
              ref={at === 0 ? first : undefined}
              style={{ paddingInlineStart: `${12 + (wanted === '' ? depth : 0) * 18}px` }}
              onClick={() => onPick(mailbox.id)}
            >
              <Icon name={iconOf(mailbox)} />
              <bdi>{label}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p role="status">{t('folder.none')}</p>}
    </Dialog>
  );
}
