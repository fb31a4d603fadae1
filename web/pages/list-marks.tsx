// What lies over and below the rows: how many are new, the way back to the top, the end. A newcomer's trap: the top may
// not be here after a jump, so going there asks for it as well.
import { Icon } from '../components/icon.tsx';
import { t } from '../lib/t.ts';
import type { MessageList } from '../state/list.ts';

interface Props {
  list: MessageList;
  scroller: { current: HTMLDivElement | null };
}

/** Goes there smoothly where it is near and here. */
function toTop(list: MessageList, element: HTMLElement | null): void {
  const isHere = list.around.peek().above === 0;
  if (!isHere) void list.jump(0);
  // Once the rows are in, since the list first holds its place when rows come in above.
  requestAnimationFrame(() => {
    if (!element) return;
    const isNear = isHere && element.scrollTop < 3 * element.clientHeight;
    element.scrollTo({ top: 0, behavior: isNear ? 'smooth' : 'instant' });
  });
}

export function ToTop({ list, scroller }: Props) {
  return (
    <button
      type="button"
      class="to-top"
      aria-label={t('list.toTop')}
      title={t('list.toTop')}
      onClick={() => toTop(list, scroller.current)}
    >
      <Icon name="up" />
    </button>
  );
}

export function NewPill({ list, scroller }: Props) {
  const count = list.waiting.value.length;
  return (
    <div class="new-place" role="status">
      {list.placeError.value && (
        <button type="button" class="new-pill new-pill-bad" onClick={() => void list.again()}>
          <Icon name="refresh" />
          {t('list.placeFailed')} {t('error.retry')}
        </button>
      )}
      {count > 0 && !list.placeError.value && (
        <button
          type="button"
          class="new-pill"
          onClick={() => {
            list.release();
            toTop(list, scroller.current);
          }}
        >
          <Icon name="back" />
          {t('list.new', { count })}
        </button>
      )}
    </div>
  );
}

export function ListEnd({ list }: { list: MessageList }) {
  if (list.olderError.value) {
    return (
      <div class="list-end" role="alert">
        <span>{t('list.olderFailed')}</span>
        <button type="button" class="link-button" onClick={() => void list.older()}>
          {t('error.retry')}
        </button>
      </div>
    );
  }
  return (
    <div class="list-end" role="status">
      {list.hasOlder.value ? t('list.loadingOlder') : t('list.end')}
    </div>
  );
}
