// The frame that shows a message's own document. A newcomer's trap: the sandbox must never get allow-scripts,
// whatever the trouble with its height; the app measures the document from outside, which allow-same-origin
// permits, and the height only ever follows the content, never the frame itself.
import { useEffect, useRef, useState } from 'preact/hooks';
import { fitFrame } from '../lib/frame-fit.ts';
import { t } from '../lib/t.ts';
import './message-frame.css';

/** The same text stands in the Content-Security-Policy of the document. */
export const FRAME_SANDBOX = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';

interface Props {
  src: string;
  title: string;
  /** Another number loads it again. */
  attempt: number;
  /** Told what came: the document, or (true) that it can't be had now. */
  onLoaded(failed: boolean): void;
  /** Asks for another attempt. */
  onAgain(): void;
  /** A click on a mailto link inside the message. */
  onMailto(address: string): void;
  /** Touches inside the frame, which never reach the page around it. */
  onDocument?(document: Document): (() => void) | undefined;
}

export function MessageFrame({ src, title, attempt, onLoaded, onAgain, onMailto, onDocument }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState<'NO' | 'YES' | 'PAPER'>('NO');
  const [failed, setFailed] = useState<'NO' | 'LATER' | 'NOTHING'>('NO');
  const handlers = useRef({ onLoaded, onMailto, onDocument });
  handlers.current = { onLoaded, onMailto, onDocument };

  useEffect(() => {
    const [outer, inner] = [box.current, frame.current];
    if (!outer || !inner) return;
    let release = (): void => {};
    const outcome = (how: typeof failed): void => {
      setFailed(how);
      handlers.current.onLoaded(how !== 'NO');
    };
    const onLoad = (): void => {
      release();
      release = () => {};
      const content = inner.contentDocument;
      // The browser's own page for a site that does not answer belongs to nobody.
      if (content === null) {
        outcome('NOTHING');
        return;
      }
      // about:blank loads first; a document without a body is none.
      if (!content.body || content.URL === 'about:blank') return;
      outcome(content.querySelector('.postern-notice[data-retry]') ? 'LATER' : 'NO');
      const unfit = fitFrame(outer, inner, content);
      const unclick = followMailto(content, (address) => handlers.current.onMailto(address));
      const undo = handlers.current.onDocument?.(content);
      release = () => {
        unfit();
        unclick();
        undo?.();
      };
      setReady(hasPaper(outer, content) ? 'PAPER' : 'YES');
    };
    setFailed('NO');
    inner.addEventListener('load', onLoad);
    inner.src = src;
    return () => {
      inner.removeEventListener('load', onLoad);
      release();
    };
  }, [src, attempt]);

  return (
    <>
      <div class={`message-frame${CLASSES[ready]}`} ref={box} hidden={failed === 'NOTHING'}>
        {ready === 'NO' && (
          <div class="message-frame-wait" aria-hidden="true">
            <i />
            <i />
            <i />
            <i />
          </div>
        )}
        <iframe ref={frame} title={title} sandbox={FRAME_SANDBOX} referrerpolicy="no-referrer" />
      </div>
      {failed !== 'NO' && (
        <div class="message-frame-again" role="status">
          {failed === 'NOTHING' && <p>{t('error.network')}</p>}
          <button type="button" class="btn" onClick={onAgain}>
            {t('error.retry')}
          </button>
        </div>
      )}
    </>
  );
}

const CLASSES = { NO: '', YES: ' message-frame-ready', PAPER: ' message-frame-ready message-frame-paper' };

/** True when the document has a ground of its own that is not the card's; it then lies on it like a sheet. */
function hasPaper(box: HTMLElement, content: Document): boolean {
  const groundOf = (element: Element | null): string | null => {
    for (let at = element; at; at = at.parentElement) {
      const ground = getComputedStyle(at).backgroundColor;
      if (!/^(?:transparent|rgba\(.*, 0\))$/.test(ground)) return ground;
    }
    return null;
  };
  const own = groundOf(content.body);
  return own !== null && !isSame(own, groundOf(box) ?? own);
}

/** The same to the eye: one may be written as oklch() and the other as rgb(). */
function isSame(one: string, other: string): boolean {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!context) return one === other;
  const [a, b] = [one, other].map((colour) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return context.getImageData(0, 0, 1, 1).data;
  });
  return [0, 1, 2].every((at) => Math.abs((a?.[at] ?? 0) - (b?.[at] ?? 0)) <= 3);
}

function followMailto(content: Document, act: (address: string) => void): () => void {
  const onClick = (event: MouseEvent): void => {
    const link = (event.target as Element | null)?.closest?.('a');
    if (link?.protocol !== 'mailto:') return;
    event.preventDefault();
    act(link.href.slice('mailto:'.length));
  };
  content.addEventListener('click', onClick);
  return () => content.removeEventListener('click', onClick);
}
