// Labels put on and taken off: seen at once, put back when it is refused, taken back by Undo. A newcomer's trap: of
// several messages some may carry the label already; Undo leaves those as they were.
import { signal } from '@preact/signals';
import { dataOf, ask as send } from '../api/client.ts';
import { SetLabelsDocument, UndoDocument } from '../api/operations.gen.ts';
import { t } from '../lib/t.ts';
import { each, fail, inChunks } from './actions.ts';
import { findRow, listsOf } from './lists.ts';
import { type Label, labelsWith, lay } from './overlay.ts';
import { hideToast, showToast, withoutAction } from './toasts.ts';

/** Messages for which labels are being chosen; null while none are. */
export const labelling = signal<readonly string[] | null>(null);

const has = (id: string, label: Label): boolean | null =>
  findRow(id)?.row.labels.some((one) => one.id === label.id) ?? null;

/** Never rejects; what was refused is said by a toast. */
export async function setLabel(ids: readonly string[], label: Label, on: boolean): Promise<void> {
  const changing = ids.filter((id) => has(id, label) !== on);
  if (changing.length === 0) return;
  const lift = lay(changing, { kind: 'LABEL', label, on });
  const work = inChunks(changing, async (some) => {
    const change = { ids: [...some], add: on ? [label.id] : [], remove: on ? [] : [label.id] };
    return dataOf(await send(SetLabelsDocument, change)).setLabels;
  });
  const put = (done: ReadonlySet<string>, now: boolean): void => {
    for (const list of listsOf())
      list.patch((row) => ({ ...row, labels: labelsWith(row.labels, label, now) }), done);
  };
  const name = label.name;
  const toast = showToast(t(on ? 'label.on' : 'label.off', { count: changing.length, name }), {
    action: {
      label: t('action.undo'),
      run: () => {
        hideToast(toast);
        void work.then(async ({ tokens }) => {
          const back = await each(tokens, async (token) => dataOf(await send(UndoDocument, { token })).undo);
          put(new Set(back.done.keys()), !on);
          if (back.message !== null) showToast(back.message, { tone: 'bad' });
        });
      },
    },
  });
  const outcome = await work;
  put(new Set(outcome.done.keys()), on);
  lift();
  if (outcome.failed > 0) {
    hideToast(toast);
    fail(outcome);
  } else if (!outcome.canUndo) withoutAction(toast);
}
