// Mail: folders, list and message, side by side where there is room. A newcomer's trap: on a phone the message
// lies over the list, which stays drawn and scrolled beneath it.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Drawer } from '../components/drawer.tsx';
import { later } from '../components/later.tsx';
import { StateCard } from '../components/state.tsx';
import { layout } from '../lib/layout.ts';
import { t } from '../lib/t.ts';
import { goBack, navigate, route } from '../routes.ts';
import { move } from '../state/actions.ts';
import { labelling } from '../state/labels.ts';
import { accounts, byRole, mailboxById, shownMailboxId } from '../state/mailboxes.ts';
import { nameOf } from './folder-names.ts';
import { FolderPicker } from './folder-picker.tsx';
import { ListPane } from './list-pane.tsx';
import { Nav } from './nav.tsx';
import { ReadingPane } from './reading.tsx';
import './mail.css';

const LabelDialog = later(() => import('./label-dialog.tsx').then((part) => part.LabelDialog));

interface Props {
  /** True while writing or the settings lie over it. */
  covered: boolean;
}

export function MailPage({ covered }: Props) {
  const [drawer, setDrawer] = useState(false);
  const [moving, setMoving] = useState<string | null>(null);
  const here = route.value;
  const mailboxId = shownMailboxId.value;
  // While something lies over the mail, the message stays open beneath it.
  const last = useRef<string | null>(null);
  if (here.name === 'mail') last.current = here.messageId;
  const messageId = last.current;
  const wide = layout.value !== 'PHONE';
  const desk = layout.value === 'DESK';
  useTitle();
  useEffect(() => setDrawer(false), [here]);

  const toList = (): void => goBack({ name: 'mail', mailboxId, messageId: null });
  return (
    <>
      {desk && (
        <button type="button" class="skip btn" onClick={focusList}>
          {t('app.skip')}
        </button>
      )}
      {desk && (
        <nav class="nav-pane" aria-label={t('nav.label')}>
          <Nav />
        </nav>
      )}
      {!desk && (
        <Drawer label={t('nav.label')} open={drawer} onClose={() => setDrawer(false)}>
          <nav class="nav-drawer" aria-label={t('nav.label')}>
            <Nav />
          </nav>
        </Drawer>
      )}
      <ListPane
        inert={covered || (!wide && messageId !== null)}
        onMenu={desk ? null : () => setDrawer(true)}
        openId={messageId}
      />
      {(wide || messageId !== null) && (
        <div class={wide ? 'reading' : 'reading reading-over'} inert={covered}>
          {messageId === null ? (
            <section class="reading-none" aria-label={t('empty.pick')}>
              <StateCard icon="mailOpen" title={t('empty.pick')} />
            </section>
          ) : (
            <ReadingPane id={messageId} single={!wide} onBack={toList} onMove={setMoving} />
          )}
        </div>
      )}
      {labelling.value !== null && (
        <LabelDialog
          ids={labelling.value}
          onClose={() => {
            labelling.value = null;
          }}
        />
      )}
      {moving !== null && (
        <FolderPicker
          accountOf={mailboxId}
          onClose={() => setMoving(null)}
          onPick={(to) => {
            const id = moving;
            setMoving(null);
            if (to !== null) void move([id], to, mailboxId ?? undefined);
            if (id === messageId) toNeighbour(wide, toList);
          }}
        />
      )}
    </>
  );
}

function focusList(): void {
  document.querySelector<HTMLElement>('.row-link')?.focus();
}

function toNeighbour(wide: boolean, toList: () => void): void {
  if (wide) navigate({ name: 'mail', mailboxId: shownMailboxId.peek(), messageId: null }, { replace: true });
  else toList();
}

/** The tab says how much is unread, and where one is. */
function useTitle(): void {
  const here = route.value;
  const unread = accounts.value.reduce((sum, account) => sum + (byRole(account, 'INBOX')?.unread ?? 0), 0);
  const mailbox = mailboxById(shownMailboxId.value);
  const place =
    here.name === 'compose'
      ? t('nav.write')
      : here.name === 'settings'
        ? t('nav.settings')
        : here.name === 'find'
          ? t('find.title')
          : mailbox
            ? nameOf(mailbox)
            : null;
  useEffect(() => {
    const badge = unread > 0 ? `(${unread}) ` : '';
    document.title = `${badge}${place ? `${place} · ` : ''}${t('app.name')}`;
  }, [unread, place]);
}
