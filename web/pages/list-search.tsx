// What is looked for in the open folder: words, some of its messages, their order. A newcomer's trap: the words are
// asked for only after a pause, so the field keeps its own text and the list follows.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../components/icon.tsx';
import { Menu } from '../components/menu.tsx';
import { visible } from '../lib/files.ts';
import { t } from '../lib/t.ts';
import { ORDERS, SHOWS, type Show, setView, type View, viewOf } from '../state/list-views.ts';
import { searchText } from '../state/lists.ts';
import { accountOf, type Mailbox } from '../state/mailboxes.ts';
import { nameOf } from './folder-names.ts';

const PAUSE_MS = 300;
const CHIPS = SHOWS.filter((show) => show !== 'LABEL');

export function ListSearch({ mailbox }: { mailbox: Mailbox | null }) {
  const [words, setWords] = useState(searchText.peek());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const text = searchText.value;
  const view = viewOf(mailbox?.id ?? null);
  const before = useRef(mailbox?.id);
  const chips = useRef<HTMLFieldSetElement>(null);

  useEffect(() => {
    // Words end with the folder they were for.
    if (before.current !== undefined && before.current !== mailbox?.id) searchText.value = '';
    before.current = mailbox?.id;
  }, [mailbox?.id]);
  useEffect(() => {
    if (text === '') setWords('');
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    // What is chosen may be beyond the edge of a narrow screen.
    const chosen = chips.current?.querySelector('[aria-pressed=true], .chip-on');
    chosen?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }, [mailbox?.id, view.show, view.keyword]);

  const look = (next: string, now: boolean): void => {
    setWords(next);
    clearTimeout(timer.current);
    const apply = (): void => {
      if (searchText.peek() !== next) searchText.value = next;
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
      <div class="views">
        <fieldset ref={chips} class="chips" aria-label={t('list.filters')}>
          {CHIPS.map((show) => (
            <button
              key={show}
              type="button"
              class="chip"
              aria-pressed={view.show === show}
              onClick={() => mailbox && setView(mailbox.id, { show, keyword: null })}
            >
              <span>{chipLabel(show, mailbox?.role === 'DRAFTS' ? 0 : unread)}</span>
            </button>
          ))}
          {mailbox && <LabelChip mailbox={mailbox} view={view} />}
        </fieldset>
        {mailbox && <OrderMenu mailbox={mailbox} view={view} />}
      </div>
    </div>
  );
}

function chipLabel(show: Exclude<Show, 'LABEL'>, unread: number): string {
  if (show === 'UNREAD' && unread > 0) return t('list.unreadCount', { count: unread });
  return t(`list.show.${show}`);
}

function LabelChip({ mailbox, view }: { mailbox: Mailbox; view: View }) {
  const labels = accountOf(mailbox.id)?.labels ?? [];
  const chosen = view.show === 'LABEL' ? view.keyword : null;
  const name = labels.find(({ keyword }) => keyword === chosen)?.name ?? chosen;
  return (
    <Menu
      label={name === null ? t('label.title') : t('label.only', { name: visible(name) })}
      class={chosen === null ? 'chip' : 'chip chip-on'}
      items={labels.map(({ name: each, keyword, color }) => ({
        label: visible(each),
        color,
        chosen: keyword === chosen,
        run: () =>
          setView(
            mailbox.id,
            keyword === chosen ? { show: 'ALL', keyword: null } : { show: 'LABEL', keyword },
          ),
      }))}
    >
      <span class="chip-menu">
        {name === null ? t('label.title') : visible(name)}
        <Icon name="chevron" />
      </span>
    </Menu>
  );
}

function OrderMenu({ mailbox, view }: { mailbox: Mailbox; view: View }) {
  return (
    <Menu
      label={t('list.sort', { order: t(`list.order.${view.order}`) })}
      icon="sort"
      class={view.order === 'NEWEST' ? 'icon-button' : 'icon-button is-chosen'}
      items={ORDERS.map((order) => ({
        label: t(`list.order.${order}`),
        chosen: view.order === order,
        run: () => setView(mailbox.id, { order }),
      }))}
    />
  );
}
