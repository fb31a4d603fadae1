// When an opened message counts as read: at once, after some seconds, or never by itself. Kept on the device.

export type ReadRule = 'NOW' | 'LATER' | 'NEVER';

export interface ReadSetting {
  rule: ReadRule;
  /** Of LATER; 1 to 60. */
  seconds: number;
}

const KEY = 'postern:markRead';
const USUAL: ReadSetting = { rule: 'NOW', seconds: 3 };
/** Where nothing can be kept, the choice lasts until the page is closed. */
let chosen: ReadSetting | null = null;

export function readReadSetting(): ReadSetting {
  if (chosen !== null) return chosen;
  try {
    return parseReadSetting(localStorage.getItem(KEY));
  } catch {
    return USUAL;
  }
}

export function setReadSetting(setting: ReadSetting): void {
  chosen = { ...setting, seconds: bounded(setting.seconds) };
  try {
    localStorage.setItem(KEY, `${chosen.rule} ${chosen.seconds}`);
  } catch {}
}

/** What was kept, or the usual for anything else. */
export function parseReadSetting(kept: string | null): ReadSetting {
  const match = /^(NOW|LATER|NEVER) (\d{1,3})$/.exec(kept ?? '');
  return match ? { rule: match[1] as ReadRule, seconds: bounded(Number(match[2])) } : USUAL;
}

/** Milliseconds until an opened message is read; null for never. */
export function readAfterMs({ rule, seconds }: ReadSetting): number | null {
  return rule === 'NEVER' ? null : rule === 'NOW' ? 0 : seconds * 1000;
}

const bounded = (seconds: number): number =>
  Number.isFinite(seconds) ? Math.min(60, Math.max(1, Math.round(seconds))) : USUAL.seconds;
