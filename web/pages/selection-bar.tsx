// What can be done with the picked rows. On a phone the actions lie at the bottom, under the thumb.
import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from '../components/icon.tsx';
import { Menu, type MenuItem } from '../components/menu.tsx';
import { t } from '../lib/t.ts';
import { markJunk, setFlagged, setSeen } from '../state/actions.ts';
import { labelling } from '../state/labels.ts';
import { shownList } from '../state/lists.ts';
import type { Mailbox } from '../state/mailboxes.ts';
import { has } from '../state/overlay.ts';
import { may } from '../state/rights.ts';
import { endSelecting, pickAll, picked } from '../state/selection.ts';
import { awayAction, canBeJunk, type FilingAction, leave } from './list-filing.ts';

export function SelectionBar({ children }: { children: ComponentChildren }) {
  const count = picked.value.size;
  return (
    <header class="bar list-bar selection-bar">
      <button type="button" class="icon-button" aria-label={t('select.end')} onClick={endSelecting}>
        <Icon name="close" />
      </button>
      <h1>
        <span role="status">{t('select.count', { count })}</span>
      </h1>
      {children}
      <button
        type="button"
        class="icon-button"
        aria-label={t('select.all')}
        title={t('select.all')}
        onClick={pickAll}
      >
        <Icon name="selectAll" />
      </button>
    </header>
  );
}

interface ActionsProps {
  mailbox: Mailbox;
  ids: readonly string[];
  /** Words under the icons. */
  labelled: boolean;
  /** Null where nothing may be taken out. */
  throwAway: FilingAction | null;
  onMove(ids: readonly string[]): void;
}

export function SelectionActions({ mailbox, ids, labelled, throwAway, onMove }: ActionsProps) {
  const rows = (shownList.value?.shown.value ?? []).filter(({ id }) => ids.includes(id));
  const anyUnread = rows.some((row) => !has(row, 'SEEN'));
  const anyPlain = rows.some((row) => !has(row, 'FLAGGED'));
  const away = awayAction(mailbox);
  const file = (action: FilingAction): void => {
    if (action.kind !== 'FOR_GOOD') endSelecting();
    action.run(ids);
  };
  const actions: { icon: IconName; label: string; short?: string; run(): void }[] = [
    ...(away ? [{ icon: away.icon, label: away.label, run: () => file(away) }] : []),
    ...(throwAway ? [{ icon: throwAway.icon, label: throwAway.label, run: () => file(throwAway) }] : []),
    ...(labelled && may(mailbox.id, 'remove')
      ? [{ icon: 'move' as const, label: t('action.move'), run: () => onMove(ids) }]
      : []),
  ];
  if (may(mailbox.id, 'setSeen'))
    actions.push({
      icon: anyUnread ? 'mailOpen' : 'mail',
      label: t(anyUnread ? 'action.read' : 'action.unread'),
      short: t(anyUnread ? 'action.readShort' : 'action.unreadShort'),
      run: () => void setSeen(ids, anyUnread),
    });
  if (may(mailbox.id, 'setFlags'))
    actions.push({
      icon: 'flag',
      label: t(anyPlain ? 'action.flag' : 'action.unflag'),
      short: t(anyPlain ? 'action.flag' : 'action.unflagShort'),
      run: () => void setFlagged(ids, anyPlain),
    });
  // Beside a heading there is less room than below a list.
  const more: MenuItem[] = [
    ...(!labelled && may(mailbox.id, 'remove')
      ? [{ label: t('action.move'), icon: 'move' as const, run: () => onMove(ids) }]
      : []),
    ...(may(mailbox.id, 'setFlags')
      ? [
          {
            label: t('label.title'),
            icon: 'label' as const,
            run: () => {
              labelling.value = ids;
            },
          },
        ]
      : []),
    ...(canBeJunk(mailbox)
      ? [
          {
            label: t('action.junk'),
            icon: 'junk' as const,
            run: () => {
              endSelecting();
              leave(ids, () => markJunk(ids, true));
            },
          },
        ]
      : []),
  ];
  return (
    <div
      class={labelled ? 'selection-actions selection-labelled' : 'selection-actions'}
      role="toolbar"
      aria-label={t('select.actions')}
    >
      {actions.map(({ icon, label, short, run }) => (
        <button
          key={label}
          type="button"
          class={labelled ? 'selection-action' : 'icon-button'}
          aria-label={label}
          title={labelled ? undefined : label}
          disabled={ids.length === 0}
          onClick={run}
        >
          <Icon name={icon} />
          {labelled && <span>{short ?? label}</span>}
        </button>
      ))}
      {more.length > 0 && ids.length > 0 && (
        <Menu label={t('select.more')} items={more} class={labelled ? 'selection-action' : 'icon-button'}>
          <Icon name="more" />
          {labelled && <span>{t('message.more')}</span>}
        </Menu>
      )}
    </div>
  );
}
