// A swipe along the line, for going from one message to the next. A newcomer's trap: the edges of the screen
// belong to the phone's own Back gesture, and what can be panned sideways keeps its own movement.

/** START: the finger went towards the start of the line, so what comes next is wanted. */
export type SwipeTo = 'START' | 'END';

const FAR = 72;
const EDGE = 28;
const LONGEST_MS = 700;

/** Listens until the function it returns is called. `target` may be the document inside a frame. */
export function onSwipe(target: HTMLElement | Document, act: (to: SwipeTo) => void): () => void {
  let from: { x: number; y: number; at: number } | null = null;

  const onStart = (event: TouchEvent): void => {
    const [touch] = event.touches;
    const alone = event.touches.length === 1 && touch !== undefined;
    const edge = alone && (touch.screenX < EDGE || touch.screenX > screen.width - EDGE);
    from =
      alone && !edge && !pans(event.target)
        ? { x: touch.screenX, y: touch.screenY, at: event.timeStamp }
        : null;
  };
  const onEnd = (event: TouchEvent): void => {
    const [touch] = event.changedTouches;
    if (!from || !touch || event.timeStamp - from.at > LONGEST_MS) return;
    const [across, down] = [touch.screenX - from.x, touch.screenY - from.y];
    from = null;
    if (Math.abs(across) < FAR || Math.abs(down) > Math.abs(across) / 2) return;
    // A swipe while text is selected is about the text.
    const view = target.ownerDocument ?? (target as Document);
    if (view.getSelection()?.isCollapsed === false) return;
    const rtl = getComputedStyle(document.documentElement).direction === 'rtl';
    act(across < 0 !== rtl ? 'START' : 'END');
  };

  const [start, end] = [onStart as EventListener, onEnd as EventListener];
  target.addEventListener('touchstart', start, { passive: true });
  target.addEventListener('touchend', end, { passive: true });
  return () => {
    target.removeEventListener('touchstart', start);
    target.removeEventListener('touchend', end);
  };
}

function pans(target: EventTarget | null): boolean {
  let element = target as Element | null;
  while (element?.parentElement) {
    const wide = element.scrollWidth > element.clientWidth + 2;
    if (wide && /auto|scroll/.test(getComputedStyle(element).overflowX)) return true;
    element = element.parentElement;
  }
  return false;
}
