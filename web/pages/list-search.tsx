// What is looked for in the open folder: words, and one of three views. A newcomer's trap: the words are asked
// for only after a pause, so the field keeps its own text and the filter follows.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import { clearFilter, type Filter, filter } from '../state/lists.ts';
import type { Mailbox } from '../state/mailboxes.ts';
import { nameOf } from './folder-names.ts';

const PAUSE_MS = 300;
const CHIPS = ['ALL', 'UNREAD', 'FLAGGED'] as const satisfies readonly Filter['chip'][];

export function ListSearch({ mailbox }: { mailbox: Mailbox | null }) {
  const [words, setWords] = useState(filter.peek().text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const { chip, text } = filter.value;
  const before = useRef(mailbox?.id);

  useEffect(() => {
    // Another folder begins without a filter.
    if (before.current !== undefined && before.current !== mailbox?.id) clearFilter();
    before.current = mailbox?.id;
  }, [mailbox?.id]);
  useEffect(() => {
    if (text === '') setWords('');
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const look = (next: string, now: boolean): void => {
    setWords(next);
    clearTimeout(timer.current);
    const apply = (): void => {
      if (filter.peek().text !== next) filter.value = { ...filter.peek(), text: next };
    };
    if (now || next === '') apply();
    else timer.current = setTimeout(apply, PAUSE_MS);
  };
  const place = t('list.search', { folder: mailbox ? nameOf(mailbox) : '' });
  const unread = mailbox?.unread ?? 0;

  return (
    <div class="list-search">
      <search>
        <form
          class="search"
          onSubmit={(event) => {
            event.preventDefault();
            look(words, true);
            input.current?.blur();
          }}
        >
          <Icon name="search" />
          <input
            ref={input}
            id="search"
            type="search"
            enterkeyhint="search"
            autocomplete="off"
            aria-label={place}
            placeholder={place}
            value={words}
            onInput={(event) => look(event.currentTarget.value, false)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              look('', true);
              input.current?.blur();
            }}
          />
          {words !== '' && (
            <button
              type="button"
              class="search-clear"
              aria-label={t('list.searchClear')}
              onClick={() => {
                look('', true);
                input.current?.focus();
              }}
            >
              <Icon name="close" />
            </button>
          )}
        </form>
      </search>
      <fieldset class="chips" aria-label={t('list.filters')}>
        {CHIPS.map((kind) => (
          <button
            key={kind}
            type="button"
            class="chip"
            aria-pressed={chip === kind}
            onClick={() => {
              filter.value = { ...filter.peek(), chip: kind };
            }}
          >
            <span>{chipLabel(kind, mailbox?.role === 'DRAFTS' ? 0 : unread)}</span>
          </button>
        ))}
      </fieldset>
    </div>
  );
}

function chipLabel(kind: Filter['chip'], unread: number): string {
  if (kind === 'ALL') return t('list.all');
  if (kind === 'FLAGGED') return t('list.flagged');
  return unread > 0 ? t('list.unreadCount', { count: unread }) : t('list.unread');
}
