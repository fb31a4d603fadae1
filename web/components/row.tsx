// One message in a list: who, what, how it begins; time above one mark. A newcomer's trap: the height is fixed
// (see tokens), so nothing in here may wrap.
import { useRef } from 'preact/hooks';
import { shortDate } from '../lib/dates.ts';
import { t } from '../lib/t.ts';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';
import { type LabelLook, Labels } from './labels.tsx';
import './row.css';

export interface RowData {
  id: string;
  /** Whom the line names: the sender, or the recipients of what one wrote. */
  name: string;
  address: string | null;
  /** Whose initials stand in the circle. */
  initialsOf: string;
  subject: string;
  preview: string;
  when: string;
  /** Stands in place of the date. */
  aside: string | null;
  labels: readonly LabelLook[];
  unread: boolean;
  flagged: boolean;
  answered: boolean;
  files: boolean;
}

interface Props {
  row: RowData;
  href: string;
  /** A heading follows, so no line is drawn below. */
  last: boolean;
  /** It is the one that is being read. */
  current: boolean;
  selecting: boolean;
  picked: boolean;
  now: Date;
  onPick(id: string, range: boolean): void;
  /** False: the link may go on by itself. */
  onOpen(id: string): boolean;
}

const PRESS_MS = 450;

export function Row({ row, href, last, current, selecting, picked, now, onPick, onOpen }: Props) {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const pressed = useRef(false);

  const endPress = (): void => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  const beginPress = (event: PointerEvent): void => {
    pressed.current = false;
    if (event.pointerType === 'mouse') return;
    const timer = setTimeout(() => {
      pressed.current = true;
      press.current = null;
      navigator.vibrate?.(12);
      onPick(row.id, false);
    }, PRESS_MS);
    press.current = { timer, x: event.clientX, y: event.clientY };
  };
  const movePress = (event: PointerEvent): void => {
    const from = press.current;
    if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > 10) endPress();
  };
  const onClick = (event: MouseEvent): void => {
    if (pressed.current) {
      pressed.current = false;
      event.preventDefault();
    } else if (selecting || event.shiftKey) {
      event.preventDefault();
      onPick(row.id, event.shiftKey);
    } else if (!event.metaKey && !event.ctrlKey && onOpen(row.id)) event.preventDefault();
  };

  const kinds = [
    'row',
    row.unread && 'row-unread',
    current && 'row-current',
    picked && 'row-picked',
    last && 'row-last',
  ];
  return (
    <div class={kinds.filter(Boolean).join(' ')} data-row={row.id}>
      <div class="row-pick">
        <Avatar name={row.initialsOf} address={row.address} />
        <input
          type="checkbox"
          checked={picked}
          aria-label={t('select.row', { name: row.name, subject: row.subject })}
          onClick={(event) => onPick(row.id, event.shiftKey)}
        />
        <span class="row-check">
          <Icon name="check" />
        </span>
      </div>
      <a
        class="row-link"
        href={href}
        data-route
        draggable={false}
        aria-current={current ? 'true' : undefined}
        onClick={onClick}
        onPointerDown={beginPress}
        onPointerMove={movePress}
        onPointerUp={endPress}
        onPointerCancel={endPress}
        onContextMenu={(event) => {
          if (pressed.current || press.current) event.preventDefault();
        }}
      >
        <span class="row-text">
          {row.unread && <span class="only-read">{t('list.isUnread')} </span>}
          <span class="row-from">
            <span class="row-name" dir="auto">
              {row.name}
            </span>
            {row.answered && (
              <span class="row-mark">
                <Icon name="reply" />
                <span class="only-read">{t('list.isAnswered')}</span>
              </span>
            )}
          </span>
          <span class="row-subject" dir="auto">
            {row.subject}
          </span>
          <span class="row-begins">
            {row.labels.length > 0 && <Labels labels={row.labels} most={2} />}
            <span class="row-preview" dir="auto">
              {row.preview}
            </span>
          </span>
        </span>
        <span class="row-side">
          {row.aside === null ? (
            <time dateTime={row.when}>{shortDate(row.when, now)}</time>
          ) : (
            <span class="row-aside">{row.aside}</span>
          )}
          {row.flagged ? (
            <span class="row-flag">
              <Icon name="flag" filled />
              <span class="only-read">{t('list.isFlagged')}</span>
            </span>
          ) : (
            row.files && (
              <span class="row-clip">
                <Icon name="clip" />
                <span class="only-read">{t('list.hasFiles')}</span>
              </span>
            )
          )}
        </span>
      </a>
    </div>
  );
}
