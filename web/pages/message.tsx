// The reading pane: one message, what can be done with it, and the answers. A newcomer's trap: what the list
// row knew is shown at once; the rest comes in beside it, so nothing here may wait for the whole head.
import { useComputed, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Icon } from '../components/icon.tsx';
import { Labels } from '../components/labels.tsx';
import { later } from '../components/later.tsx';
import { Note } from '../components/note.tsx';
import { StateCard } from '../components/state.tsx';
import { visible } from '../lib/files.ts';
import { onSwipe } from '../lib/page-swipe.ts';
import { readAfterMs, readReadSetting } from '../lib/read-rule.ts';
import { t } from '../lib/t.ts';
import { navigate } from '../routes.ts';
import { markOpened } from '../state/actions.ts';
import { rowSignal, shownList } from '../state/lists.ts';
import { accounts, shownMailboxId } from '../state/mailboxes.ts';
import { type OpenMessage, openMessage } from '../state/message.ts';
import { may } from '../state/rights.ts';
import { MessageAnswers } from './message-answers.tsx';
import { MessageBar } from './message-bar.tsx';
import { MessageCard } from './message-card.tsx';
import { onStepKeys } from './message-keys.ts';
import './message.css';

const MessageSource = later(() => import('./message-source.tsx').then((part) => part.MessageSource));

interface Props {
  id: string;
  /** True where the message has the screen for itself. */
  single: boolean;
  /** Back to the list. */
  onBack(): void;
  /** Asks for a folder to move it to. */
  onMove(id: string): void;
}

export function MessagePane(props: Props) {
  // Each message is a pane of its own, so nothing of the one before stays.
  return <Pane key={props.id} {...props} />;
}

function Pane({ id, single, onBack, onMove }: Props) {
  const message = useMemo(() => openMessage(id, rowSignal(id)), [id]);
  const [details, setDetails] = useState(false);
  const [source, setSource] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const beside = useBeside(id);
  const head = message.head.value;
  const me = useMemo(() => accounts.value.map(({ address }) => address.toLowerCase()), []);

  useEffect(() => () => message.close(), [message]);
  useMarkRead(message);

  useEffect(() => {
    if (single) heading.current?.focus({ preventScroll: true });
  }, [single]);

  const step = (towards: 'older' | 'newer'): void => {
    const next = beside[towards];
    if (next !== null) show(next);
  };
  const swipe = useRef(step);
  swipe.current = step;
  useEffect(() => {
    if (scroll.current && single)
      return onSwipe(scroll.current, (to) => swipe.current(to === 'START' ? 'older' : 'newer'));
  }, [single]);

  // Beside the list its own keys do this; under it they are dead.
  useEffect(() => (single ? onStepKeys((towards) => swipe.current(towards)) : undefined), [single]);

  /** It left this list: on to the one below, as the eye does, or back. */
  const gone = (): void => {
    const next = beside.older ?? beside.newer;
    if (single || next === null) onBack();
    else show(next);
  };

  const lost = message.trouble.value?.retryable === false;
  const subject = visible(head?.subject ?? '') || t('list.noSubject');
  return (
    <section
      class={`message ${single ? 'message-single' : 'message-pane'}`}
      aria-label={head ? subject : undefined}
    >
      <MessageBar
        id={id}
        head={lost ? null : head}
        single={single}
        beside={beside}
        onBack={onBack}
        onStep={step}
        onGone={gone}
        onMove={() => onMove(id)}
        onDetails={() => setDetails(true)}
        onSource={() => setSource(true)}
      />
      <div class="message-scroll" ref={scroll}>
        {head && !lost && (
          <h1 class="message-subject" ref={heading} tabIndex={-1}>
            <bdi>{subject}</bdi>
            {head.flags.includes('FLAGGED') && (
              <>
                <Icon name="flag" filled />
                <span class="only-read">{t('list.isFlagged')}</span>
              </>
            )}
          </h1>
        )}
        {head && !lost && head.labels.length > 0 && (
          <div class="message-labels">
            <Labels labels={head.labels} />
          </div>
        )}
        <MessageTrouble message={message} onBack={onBack} />
        {head && !lost && (
          <MessageCard
            head={head}
            notes={message.notes.value}
            me={me}
            detailsOpen={details}
            attempt={message.attempt.value}
            onBody={(failed) => {
              message.bodyFailed.value = failed;
            }}
            onAgain={message.reload}
            onDocument={(content) =>
              single ? onSwipe(content, (to) => swipe.current(to === 'START' ? 'older' : 'newer')) : () => {}
            }
          />
        )}
        {!head && !message.trouble.value && <div class="message-head-wait" aria-hidden="true" />}
        {!single && head && !lost && <MessageAnswers head={head} me={me} />}
      </div>
      {single && head && !lost && <MessageAnswers head={head} me={me} />}
      {source && head?.rawUrl && (
        <MessageSource id={id} rawUrl={head.rawUrl} onClose={() => setSource(false)} />
      )}
    </section>
  );
}

function MessageTrouble({ message, onBack }: { message: OpenMessage; onBack(): void }) {
  const trouble = message.trouble.value;
  if (!trouble) return null;
  const retry = (kind: string) => (
    <button type="button" class={kind} onClick={message.reload}>
      {t('error.retry')}
    </button>
  );
  // What the list knew is still worth showing while the rest can be asked for again.
  if (trouble.retryable && message.head.value) {
    // In place of the text there is the same sentence already.
    if (message.bodyFailed.value) return null;
    return (
      <div class="message-state">
        <Note icon="warning" quotation={trouble.serverText} live actions={retry('link-button')}>
          {trouble.message}
        </Note>
      </div>
    );
  }
  return (
    <StateCard
      icon={trouble.code === 'NETWORK' ? 'offline' : trouble.retryable ? 'warning' : 'mailOpen'}
      title={t(trouble.retryable ? 'message.notNow' : 'message.notHere')}
      text={trouble.message}
      quotation={trouble.serverText}
      alert
    >
      {trouble.retryable && retry('btn btn-primary')}
      <button type="button" class="btn" onClick={onBack}>
        {t('message.back')}
      </button>
    </StateCard>
  );
}

export interface Beside {
  newer: string | null;
  older: string | null;
}

/** The neighbours in the list. Kept once known, because a message that was moved has none any more. */
function useBeside(id: string): Beside {
  const kept = useRef<Beside>({ newer: null, older: null });
  const found = useComputed(() => {
    const rows = shownList.value?.shown.value ?? [];
    const at = rows.findIndex((row) => row.id === id);
    return at < 0 ? null : { newer: rows[at - 1]?.id ?? null, older: rows[at + 1]?.id ?? null };
  });
  if (found.value) kept.current = found.value;
  return kept.current;
}

function show(messageId: string): void {
  navigate({ name: 'mail', mailboxId: shownMailboxId.value, messageId }, { replace: true });
}

/** Opening is reading, at once or after a while, as the person chose: once, so that "mark unread" stays. */
function useMarkRead(message: OpenMessage): void {
  const done = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useSignalEffect(() => {
    const head = message.head.value;
    if (!head || done.current) return;
    done.current = true;
    const place = shownMailboxId.value;
    const after = readAfterMs(readReadSetting());
    if (after === null || head.flags.includes('SEEN') || !may(place, 'setSeen')) return;
    const mark = (): void => {
      // What was read or marked by hand meanwhile stays as it is.
      if (message.head.peek()?.flags.includes('SEEN') === false) void markOpened(message.id, place);
    };
    // Not while signals are being read: the change writes to what this effect follows.
    if (after === 0) queueMicrotask(mark);
    else timer.current = setTimeout(mark, after);
  });
}
