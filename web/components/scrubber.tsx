// A handle at the edge of a very long list for a thumb: shown while the list moves, dragged it goes to any place, and
// says which. A newcomer's trap: a mouse has the browser's own scroll bar, and keys and readers scroll as ever, so
// this is hidden from both.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';
import './scrubber.css';

interface Props {
  scroller: { current: HTMLElement | null };
  /** What lies at the top of the part in sight. */
  label(): string;
}

const STAYS_MS = 1_400;

export function Scrubber({ scroller, label }: Props) {
  const [active, setActive] = useState(false);
  const [dragging, setDragging] = useState(false);
  const [at, setAt] = useState(0);
  const grip = useRef<HTMLDivElement>(null);
  const held = useRef<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const stay = (): void => {
    clearTimeout(timer.current);
    setActive(true);
    timer.current = setTimeout(() => {
      if (held.current === null) setActive(false);
    }, STAYS_MS);
  };

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = (): void => {
      setAt(element.scrollTop / Math.max(1, element.scrollHeight - element.clientHeight));
      stay();
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(timer.current);
      element.removeEventListener('scroll', onScroll);
    };
  }, []);

  const track = (): { top: number; length: number } => {
    const box = grip.current?.parentElement?.getBoundingClientRect();
    const size = grip.current?.offsetHeight ?? 0;
    return { top: box?.top ?? 0, length: Math.max(1, (box?.height ?? 0) - size) };
  };
  const begin = (event: PointerEvent): void => {
    const box = grip.current?.getBoundingClientRect();
    if (!box) return;
    event.preventDefault();
    held.current = event.clientY - box.top;
    grip.current?.setPointerCapture(event.pointerId);
    setDragging(true);
  };
  const move = (event: PointerEvent): void => {
    const element = scroller.current;
    if (held.current === null || !element) return;
    const { top, length } = track();
    const part = Math.min(1, Math.max(0, (event.clientY - held.current - top) / length));
    element.scrollTop = part * (element.scrollHeight - element.clientHeight);
  };
  const end = (): void => {
    held.current = null;
    setDragging(false);
    stay();
  };

  const kinds = ['scrubber', active && 'scrubber-active', dragging && 'scrubber-held'];
  return (
    <div class={kinds.filter(Boolean).join(' ')} aria-hidden="true">
      <div
        ref={grip}
        class="scrubber-grip"
        style={{ insetBlockStart: `calc((100% - 56px) * ${at})` }}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      >
        {dragging && <span class="scrubber-label">{label()}</span>}
        <span class="scrubber-thumb">
          <Icon name="up" />
          <Icon name="chevron" />
        </span>
      </div>
    </div>
  );
}
