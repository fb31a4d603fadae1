// The rows of one list, or what stands in their place. A newcomer's trap: it is drawn anew for each list (by
// key), and finds its place again in list.scrollTop.
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { later } from '../components/later.tsx';
import { Row } from '../components/row.tsx';
import { Skeleton, StateCard } from '../components/state.tsx';
import { type SwipeAction, SwipeRow } from '../components/swipe-row.tsx';
import { VirtualList } from '../components/virtual-list.tsx';
import { clock } from '../lib/clock.ts';
import { daysBetween } from '../lib/dates.ts';
import { layout } from '../lib/layout.ts';
import { t } from '../lib/t.ts';
import { offsetsOf } from '../lib/window.ts';
import { href, navigate, type Route } from '../routes.ts';
import type { MessageList } from '../state/list.ts';
import { setView, viewOf } from '../state/list-views.ts';
import { searchText } from '../state/lists.ts';
import { accountOf, type Mailbox } from '../state/mailboxes.ts';
import type { Row as MailRow } from '../state/overlay.ts';
import { previewOf, wantPreviews } from '../state/previews.ts';
import { picked, pickTo, selecting, togglePick } from '../state/selection.ts';
import { nameOf } from './folder-names.ts';
import { EmptyList, ListFailed } from './list-empty.tsx';
import { awayAction, type FilingAction, throwAction } from './list-filing.ts';
import { ListEnd, NewPill, ToTop } from './list-marks.tsx';
import { itemsOf, type ListItem, placeLabel, rowData } from './list-rows.ts';

// Only a thumb in a long list needs it.
const Scrubber = later(() => import('../components/scrubber.tsx').then((part) => part.Scrubber));
/** Rows from which on it is worth it. */
const LONG = 150;
/** Rows after which there is a way back to the top. */
const FAR = 40;

interface Props {
  list: MessageList;
  mailbox: Mailbox;
  openId: string | null;
  scroller: { current: HTMLDivElement | null };
  /** Is given the way to scroll a row into sight. */
  reveal: { current: (id: string) => void };
  askForGood(ids: readonly string[], yes: () => void): void;
}

export function ListView({ list, mailbox, openId, scroller, reveal, askForGood }: Props) {
  const rows = list.shown.value;
  const status = list.status.value;
  const now = useDay();
  const view = useRef<HTMLDivElement>(null);
  const { sortedBy, ascending } = list.order.value;
  const { above, below } = list.around.value;
  const byDate = sortedBy === 'ARRIVAL' || sortedBy === 'DATE';
  const items = useMemo(() => {
    const when = byDate ? (row: MailRow): string => list.when(row) : null;
    return itemsOf(rows, { when, ascending, now, above, below });
  }, [rows, now, list, byDate, ascending, above, below]);
  const [isFar, setFar] = useState(false);
  const place = useRef(0);
  const away = awayAction(mailbox);
  const throwAway = throwAction(mailbox, askForGood);
  const onView = useCallback(
    (first: number, last: number) => {
      place.current = first;
      setFar(first > FAR);
      list.look(first, last);
      const { above: from } = list.around.peek();
      const seen = list.shown.peek().slice(Math.max(0, first - from - 2), Math.max(0, last - from + 3));
      wantPreviews(seen.map(({ id }) => id));
    },
    [list],
  );
  reveal.current = (id) => {
    if (scroller.current) scrollTo(scroller.current, items, id);
  };
  useEffect(() => {
    // The message that is being read stays in sight when keys or an action chose it.
    if (openId !== null) reveal.current(openId);
  }, [openId]);

  if (rows.length === 0 && list.waiting.value.length === 0) {
    if (status === 'FAILED') return <ListFailed list={list} />;
    if (status !== 'READY' && status !== 'STALE') return <Waiting mailbox={mailbox} />;
    if (!list.hasOlder.value && above === 0)
      return (
        <EmptyList
          mailbox={mailbox}
          view={viewOf(mailbox.id)}
          words={searchText.value}
          onAll={() => {
            searchText.value = '';
            setView(mailbox.id, { show: 'ALL', keyword: null });
          }}
        />
      );
  }

  const draw = (item: ListItem) => {
    if (item.kind === 'DAY') return <h2 class="day">{item.label}</h2>;
    if (item.kind === 'GAP') return <div class="gap" role="img" aria-label={t('list.loading')} />;
    const { row } = item;
    const to = targetOf(mailbox, row.id);
    return (
      <SwipeRow
        start={away && swipeOf(away, row.id, 'good')}
        end={throwAway && swipeOf(throwAway, row.id, 'bad')}
        disabled={selecting.value}
      >
        <Row
          row={rowData(row, mailbox.role, {
            when: list.when(row),
            preview: previewOf(row.id),
            bySize: sortedBy === 'SIZE',
          })}
          last={item.last}
          href={href(to)}
          current={row.id === openId}
          selecting={selecting.value}
          picked={picked.value.has(row.id)}
          now={now}
          onPick={(id, range) => (range ? pickTo(id) : togglePick(id))}
          onOpen={() => {
            // Beside the list, messages replace one another, so that Back leads to the list.
            navigate(to, { replace: openId !== null && layout.value !== 'PHONE' });
            return true;
          }}
        />
      </SwipeRow>
    );
  };

  return (
    <div class="list-view" ref={view}>
      <NewPill list={list} scroller={scroller} />
      <VirtualList
        items={items}
        label={t('list.label', { folder: nameOf(mailbox) })}
        scrollTop={list.scrollTop}
        scroller={scroller}
        render={draw}
        onView={onView}
        onScroll={(top) => {
          list.scrollTop = top;
          if (view.current) view.current.dataset.scrolled = String(top > 4);
          list.atTop = top < 8;
          if (list.atTop) list.release();
        }}
        footer={below === 0 && <ListEnd list={list} />}
      />
      {!selecting.value && above + rows.length + below > LONG && matchMedia('(pointer: coarse)').matches && (
        <Scrubber scroller={scroller} label={() => placeLabel(list, place.current)} />
      )}
      {isFar && !selecting.value && <ToTop list={list} scroller={scroller} />}
    </div>
  );
}

function targetOf(mailbox: Mailbox, id: string): Route {
  if (mailbox.role === 'DRAFTS') return { name: 'compose', query: { draft: id } };
  return { name: 'mail', mailboxId: mailbox.id, messageId: id };
}

const swipeOf = (action: FilingAction, id: string, tone: SwipeAction['tone']): SwipeAction => ({
  icon: action.icon,
  label: action.label,
  tone,
  leaves: action.kind !== 'FOR_GOOD',
  run: () => action.run([id]),
});

/** A date that only changes with the day, so that rows are not laid out anew every minute. */
function useDay(): Date {
  const now = new Date(clock.value);
  const day = daysBetween(new Date(0), now);
  return useMemo(() => now, [day]);
}

function scrollTo(element: HTMLElement, items: readonly ListItem[], id: string): void {
  const at = items.findIndex(({ key }) => key === id);
  if (at < 0) return;
  const offsets = offsetsOf(items.map(({ height }) => height));
  const top = offsets[at] ?? 0;
  const bottom = offsets[at + 1] ?? 0;
  // With the heading above it, where there is one.
  const from = items[at - 1]?.kind === 'DAY' ? (offsets[at - 1] ?? 0) : top;
  if (from < element.scrollTop) element.scrollTop = from;
  else if (bottom > element.scrollTop + element.clientHeight)
    element.scrollTop = bottom - element.clientHeight;
}

function Waiting({ mailbox }: { mailbox: Mailbox }) {
  if (accountOf(mailbox.id)?.protocol !== 'POP3') return <Skeleton label={t('list.loading')} />;
  return (
    <div class="list-pull">
      <StateCard icon="download" title={t('list.pullTitle')} text={t('list.pullText')} />
    </div>
  );
}
