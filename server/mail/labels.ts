// Labels: keywords of IMAP that mean something to a person. A newcomer's trap: a keyword is what the server keeps and
// what a label *is*; names and colours are only how it is shown, the same in every account.

export interface LabelLook {
  keyword: string;
  name: string;
  /** #RRGGBB, or null where there is no usual one. */
  color: string | null;
}

/** What Thunderbird, K-9 and others write, with their names and colours. */
export const LABELS: readonly LabelLook[] = [
  { keyword: '$label1', name: 'Important', color: '#FF0000' },
  { keyword: '$label2', name: 'Work', color: '#FF9900' },
  { keyword: '$label3', name: 'Personal', color: '#009900' },
  { keyword: '$label4', name: 'To Do', color: '#3333FF' },
  { keyword: '$label5', name: 'Later', color: '#993399' },
];
const BY_KEYWORD = new Map(LABELS.map((label) => [label.keyword, label]));

/** What programs tell each other, without the dollar that the registry (RFC 5788) gives such keywords. */
const OF_PROGRAMS = new Set(['junk', 'nonjunk', 'notjunk', 'forwarded', 'redirected', 'mdnsent', 'unread']);
/** An atom (RFC 3501): printable ASCII but for what has a meaning of its own. */
const ATOM = /^[!#$&'+,\-./0-9:;<=>?@A-Z[^_`a-z|}~]{1,100}$/;

/** The label that a keyword is, or null for one that programs use among themselves, and for what can be none. */
export function labelOf(keyword: string): LabelLook | null {
  const usual = BY_KEYWORD.get(keyword.toLowerCase());
  if (usual) return usual;
  if (!ATOM.test(keyword) || keyword.startsWith('$') || OF_PROGRAMS.has(keyword.toLowerCase())) return null;
  return { keyword, name: keyword, color: null };
}
