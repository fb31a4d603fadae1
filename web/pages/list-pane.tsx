// The list of a folder: its bar, what is looked for, the rows. A newcomer's trap: everything that acts on rows
// takes ids, since rows may have moved or changed by the time a question is answered.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Confirm } from '../components/confirm.tsx';
import { Icon } from '../components/icon.tsx';
import { layout } from '../lib/layout.ts';
import { onPullDown, PULLED } from '../lib/pull.ts';
import { t } from '../lib/t.ts';
import { href } from '../routes.ts';
import { move } from '../state/actions.ts';
import { shownList } from '../state/lists.ts';
import { type Mailbox, mailboxById, shownMailboxId } from '../state/mailboxes.ts';
import { endSelecting, picked, selecting } from '../state/selection.ts';
import { EmptyQuestion } from './folder-empty.tsx';
import { FolderPicker } from './folder-picker.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { ListBar } from './list-bar.tsx';
import { FolderGone } from './list-empty.tsx';
import { leave, throwAction } from './list-filing.ts';
import { useListKeys } from './list-keys.ts';
import { ListLines } from './list-lines.tsx';
import { askForNew } from './list-refresh.ts';
import { ListSearch } from './list-search.tsx';
import { ListView } from './list-view.tsx';
import { SelectionActions, SelectionBar } from './selection-bar.tsx';
import './list-pane.css';

interface Props {
  inert: boolean;
  /** Opens the folders; null where they are always there. */
  onMenu: (() => void) | null;
  openId: string | null;
}

type Question =
  | { kind: 'FOR_GOOD'; ids: readonly string[]; yes(): void }
  | { kind: 'MOVE'; ids: readonly string[] }
  | { kind: 'EMPTY'; mailbox: Mailbox }
  | { kind: 'KEYS' };

export function ListPane({ inert, onMenu, openId }: Props) {
  const [question, setQuestion] = useState<Question | null>(null);
  const mailbox = mailboxById(shownMailboxId.value);
  const list = shownList.value;
  // Its address names it, and no account has it (any more).
  const gone = mailbox === null && shownMailboxId.value !== null;
  // Where the list is narrow the actions lie below it, with words.
  const below = layout.value !== 'DESK';
  const scroller = useRef<HTMLDivElement>(null);
  const reveal = useRef<(id: string) => void>(() => {});
  const askForGood = useCallback(
    (ids: readonly string[], yes: () => void) => setQuestion({ kind: 'FOR_GOOD', ids, yes }),
    [],
  );
  const askMove = useCallback((ids: readonly string[]) => setQuestion({ kind: 'MOVE', ids }), []);
  const showKeys = useCallback(() => setQuestion({ kind: 'KEYS' }), []);
  useListKeys({
    showKeys,
    inert: inert || question !== null,
    openId,
    mailbox,
    reveal,
    askForGood,
    askMove,
  });
  useEffect(() => endSelecting(), [list]);

  const actions = mailbox && (
    <SelectionActions
      mailbox={mailbox}
      ids={[...picked.value]}
      labelled={below}
      throwAway={throwAction(mailbox, askForGood)}
      onMove={askMove}
    />
  );
  return (
    <main class={selecting.value ? 'list-pane selecting' : 'list-pane'} inert={inert}>
      {selecting.value ? (
        <SelectionBar>{!below && actions}</SelectionBar>
      ) : (
        <ListBar
          mailbox={mailbox}
          onMenu={onMenu}
          onKeys={showKeys}
          onEmpty={() => mailbox && setQuestion({ kind: 'EMPTY', mailbox })}
        />
      )}
      {!gone && <ListSearch mailbox={mailbox} />}
      <ListLines list={gone ? null : list} mailbox={mailbox} />
      <PullSign scroller={scroller} listKey={list} />
      {gone && <FolderGone />}
      {mailbox && list && (
        <ListView
          key={JSON.stringify([list.mailboxId, list.filter, list.sort])}
          list={list}
          mailbox={mailbox}
          openId={openId}
          scroller={scroller}
          reveal={reveal}
          askForGood={askForGood}
        />
      )}
      {below && selecting.value && <div class="list-foot">{actions}</div>}
      {onMenu && !selecting.value && (
        <a class="fab" href={href({ name: 'compose', query: {} })} data-route>
          <Icon name="pen" />
          {t('nav.write')}
        </a>
      )}
      {question?.kind === 'FOR_GOOD' && (
        <Confirm
          title={t('action.forGoodTitle', { count: question.ids.length })}
          text={t('action.forGoodText')}
          cancel={t('action.cancel')}
          yes={t('action.deleteForGood')}
          onYes={() => {
            endSelecting();
            question.yes();
          }}
          onClose={() => setQuestion(null)}
        />
      )}
      {question?.kind === 'EMPTY' && (
        <EmptyQuestion mailbox={question.mailbox} onClose={() => setQuestion(null)} />
      )}
      {question?.kind === 'KEYS' && <KeysDialog onClose={() => setQuestion(null)} />}
      {question?.kind === 'MOVE' && (
        <FolderPicker
          accountOf={shownMailboxId.value}
          onClose={() => setQuestion(null)}
          onPick={(to) => {
            setQuestion(null);
            endSelecting();
            if (to !== null) leave(question.ids, () => move(question.ids, to));
          }}
        />
      )}
    </main>
  );
}

/** The sign that comes down while the list is pulled. */
function PullSign({ scroller, listKey }: { scroller: { current: HTMLElement | null }; listKey: unknown }) {
  const sign = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    return onPullDown(element, {
      onPull: (distance) => {
        sign.current?.style.setProperty('--pull', String(distance));
        if (sign.current) sign.current.dataset.ready = String(distance >= PULLED);
      },
      onRefresh: () => void askForNew(),
    });
  }, [listKey]);
  return (
    <div ref={sign} class="pull" aria-hidden="true">
      <Icon name="refresh" />
    </div>
  );
}
