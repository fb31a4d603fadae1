// What our own actions do to the picture kept of a mailbox: known at once, and told to whoever watches, because a
// server takes its time to tell our other connections. A newcomer's trap: what is not followed is never trusted for
// long, so nothing is told of it here.
import type { StoreEvent } from '../../mail/store.ts';
import type { Context } from '../context.ts';
import type { Mirrors } from './mirrors.ts';
import { tellOf } from './tell.ts';

export function createPicture(
  mirrors: Mirrors,
  emit: (path: string, event: StoreEvent) => void,
): Pick<Context, 'changed' | 'follows' | 'lost' | 'flagsOf'> {
  return {
    changed(path, uidValidity, what) {
      const mirror = mirrors.peek(path);
      if (mirror?.selected?.uidValidity !== uidValidity || mirror.columns === null) return;
      const place = { path, uidValidity };
      const tell = (event: StoreEvent): void => emit(path, event);
      if ('removed' in what) {
        mirror.hide(what.removed);
        if (mirror.live) tellOf('MESSAGES_REMOVED', place, what.removed, tell);
        return;
      }
      // What the follower hears late, of before this, must not undo it.
      const modseq = what.modseq ?? undefined;
      const news = [...what.flags].flatMap(([uid, flags]) => (mirror.told(uid, flags, modseq) ? [uid] : []));
      if (mirror.live) tellOf('MESSAGES_CHANGED', place, news, tell);
    },

    follows: (path) => mirrors.peek(path)?.live === true,
    lost: (path) => mirrors.peek(path)?.reset(),

    flagsOf(path, uidValidity, uids) {
      const mirror = mirrors.peek(path);
      const { columns } = mirror ?? {};
      if (!mirror?.live || mirror.selected?.uidValidity !== uidValidity || !columns) return null;
      return new Map(
        uids.flatMap((uid) => {
          const flags = columns.flagsOf(uid);
          return flags === null ? [] : [[uid, flags] as const];
        }),
      );
    },
  };
}
