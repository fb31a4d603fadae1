// A long list of which only what is near the screen exists; rows that are not here yet are one tall item. A newcomer's
// trap: when rows come or go above the part in sight, the first row in sight stays where it is; below it, rows glide.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { indexAt, itemAt, offsetsOf, type Slot, topOf, windowOf } from '../lib/window.ts';
import './virtual-list.css';

export interface Item extends Slot {
  key: string;
  /** In pixels. */
  height: number;
}

interface Props<T extends Item> {
  items: readonly T[];
  label: string;
  /** Where to begin. */
  scrollTop: number;
  render(item: T, index: number): ComponentChildren;
  onScroll(top: number): void;
  /** Which rows are in sight: called when that may have changed. */
  onView(first: number, last: number): void;
  /** Below the last item. */
  footer?: ComponentChildren;
  /** Gives the scrolling element away, for keys and for pulling. */
  scroller: { current: HTMLDivElement | null };
}

const SPARE = 320;

export function VirtualList<T extends Item>({ items, label, render, footer, scroller, ...props }: Props<T>) {
  const offsets = useMemo(() => offsetsOf(items.map(({ height }) => height)), [items]);
  const [view, setView] = useState({ top: props.scrollTop, height: innerHeight });
  const anchor = useRef({ items, offsets });

  // What was at the top edge before this change of items, and by how much it moved.
  // Inside a gap nothing is drawn anew while it scrolls, so only the element knows where it is.
  const isSame = anchor.current.items === items;
  const place = isSame ? view.top : (scroller.current?.scrollTop ?? view.top);
  const shift = isSame ? 0 : shiftOf(anchor.current, { items, offsets }, place);
  const top = Math.max(0, place + shift);
  const { first, end } = windowOf(offsets, top, view.height, SPARE);
  const total = offsets[items.length] ?? 0;

  useLayoutEffect(() => {
    const element = scroller.current;
    anchor.current = { items, offsets };
    if (element && shift !== 0) element.scrollTop = top;
    if (element && element.scrollTop !== view.top) {
      setView({ top: element.scrollTop, height: element.clientHeight });
    }
  }, [items]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    element.scrollTop = props.scrollTop;
    const look = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const size = new ResizeObserver(look);
    size.observe(element);
    look();
    return () => size.disconnect();
  }, []);

  const tell = (from: number, height: number): void =>
    props.onView(
      Math.floor(indexAt(items, offsets, from)),
      Math.floor(indexAt(items, offsets, from + height)),
    );
  useLayoutEffect(() => tell(top, view.height), [items, top, view.height]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    props.onScroll(element.scrollTop);
    const next = windowOf(offsets, element.scrollTop, element.clientHeight, SPARE);
    const moved = next.first !== first || next.end !== end;
    if (moved) setView({ top: element.scrollTop, height: element.clientHeight });
    else tell(element.scrollTop, element.clientHeight);
  };

  return (
    <div class="virtual-scroller" ref={scroller} onScroll={onScroll}>
      <ul
        class={shift === 0 ? 'virtual-list' : 'virtual-list virtual-still'}
        aria-label={label}
        style={{ blockSize: `${total}px` }}
      >
        {items.slice(first, end).map((item, at) => (
          <li
            key={item.key}
            class="virtual-item"
            style={{ translate: `0 ${offsets[first + at] ?? 0}px`, blockSize: `${item.height}px` }}
          >
            {render(item, first + at)}
          </li>
        ))}
      </ul>
      {footer}
    </div>
  );
}

interface Laid {
  items: readonly Item[];
  offsets: Float64Array;
}

/** How far the first item in sight that is still there has moved; 0 at the very top, where new rows push down. */
function shiftOf(before: Laid, after: Laid, top: number): number {
  if (top <= 0 || before.items.length === 0) return 0;
  const places = new Map(after.items.map(({ key }, at) => [key, at]));
  const from = itemAt(before.offsets, top);
  const isGap = (before.items[from]?.count ?? 0) > 1;
  for (let at = from; !isGap && at < Math.min(before.items.length, from + 40); at += 1) {
    const place = places.get(before.items[at]?.key ?? '');
    if (place !== undefined && before.items[at]?.count === 1)
      return (after.offsets[place] ?? 0) - (before.offsets[at] ?? 0);
  }
  return topOf(after.items, after.offsets, indexAt(before.items, before.offsets, top)) - top;
}
