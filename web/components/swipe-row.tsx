// A row that can be pushed aside with a finger. What letting go will do is shown while it is pushed, and turns to
// full colour once it would happen. A newcomer's trap: only touch swipes; a mouse has buttons.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { ARMED, acts, kindOf, type Side, shiftOf, sideOf } from '../lib/row-swipe.ts';
import { Icon, type IconName } from './icon.tsx';
import './swipe-row.css';

export interface SwipeAction {
  icon: IconName;
  label: string;
  tone: 'good' | 'bad';
  /** False keeps the row in its place: something is asked first. */
  leaves: boolean;
  run(): void;
}

interface Props {
  start: SwipeAction | null;
  end: SwipeAction | null;
  disabled: boolean;
  children: ComponentChildren;
}

interface Track {
  id: number;
  x: number;
  y: number;
  kind: 'SWIPE' | null;
  last: { x: number; at: number };
  speed: number;
}

export function SwipeRow({ start, end, disabled, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const track = useRef<Track | null>(null);
  const swiped = useRef(false);

  const actionOn = (side: Side): SwipeAction | null => (side === 'START' ? start : end);
  const sideNow = (dx: number): Side => sideOf(dx, document.documentElement.dir === 'rtl');

  const show = (dx: number): void => {
    const element = frame.current;
    if (!element) return;
    const side = sideNow(dx);
    element.style.setProperty('--shift', `${shiftOf(dx, actionOn(side) !== null)}px`);
    element.dataset.side = dx === 0 ? '' : side;
    element.dataset.armed = String(actionOn(side) !== null && Math.abs(dx) >= ARMED);
  };
  const settle = (dx: number, then?: () => void): void => {
    const element = frame.current;
    if (!element) {
      then?.();
      return;
    }
    element.dataset.settling = 'true';
    element.style.setProperty('--shift', `${dx}px`);
    setTimeout(() => {
      delete element.dataset.settling;
      delete element.dataset.side;
      element.style.removeProperty('--shift');
      then?.();
    }, 170);
  };

  const onDown = (event: PointerEvent): void => {
    swiped.current = false;
    if (disabled || event.pointerType !== 'touch' || !event.isPrimary) return;
    const { clientX: x, clientY: y, pointerId: id, timeStamp: at } = event;
    track.current = { id, x, y, kind: null, last: { x, at }, speed: 0 };
  };
  const onMove = (event: PointerEvent): void => {
    const now = track.current;
    if (!now || event.pointerId !== now.id) return;
    const dx = event.clientX - now.x;
    if (now.kind === null) {
      const kind = kindOf(dx, event.clientY - now.y);
      if (kind === null) return;
      if (kind === 'SCROLL') {
        track.current = null;
        return;
      }
      now.kind = kind;
      swiped.current = true;
      frame.current?.setPointerCapture(now.id);
    }
    const time = Math.max(1, event.timeStamp - now.last.at);
    now.speed = (event.clientX - now.last.x) / time;
    now.last = { x: event.clientX, at: event.timeStamp };
    show(dx);
  };
  const onEnd = (event: PointerEvent): void => {
    const now = track.current;
    track.current = null;
    if (!now || now.kind === null) return;
    const dx = event.clientX - now.x;
    const action = actionOn(sideNow(dx));
    if (event.type === 'pointercancel' || !action || !acts(dx, now.speed)) {
      settle(0);
      return;
    }
    const away = action.leaves ? Math.sign(dx) * (frame.current?.clientWidth ?? 400) : 0;
    settle(away, () => action.run());
  };

  return (
    <div
      class="swipe"
      ref={frame}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onEnd}
      onPointerCancel={onEnd}
      onClickCapture={(event) => {
        if (!swiped.current) return;
        swiped.current = false;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {start && <Under side="START" action={start} />}
      {end && <Under side="END" action={end} />}
      <div class="swipe-over">{children}</div>
    </div>
  );
}

function Under({ side, action }: { side: Side; action: SwipeAction }) {
  return (
    <div class={`swipe-under swipe-${side.toLowerCase()} swipe-${action.tone}`} aria-hidden="true">
      <Icon name={action.icon} />
      <span>{action.label}</span>
    </div>
  );
}
