// How messages are read on this device: in the dark their colours are changed, unless the person wants them as sent.
// A newcomer's trap: each form of a document has an address of its own, so changing one's mind loads it again.
import { computed, type ReadonlySignal, signal } from '@preact/signals';

export type MessageColours = 'ADAPTED' | 'ORIGINAL';

const KEY = 'postern:message-colours';
const system = matchMedia('(prefers-color-scheme: dark)');
const root = document.documentElement;

const readDark = (): boolean => root.dataset.theme === 'dark' || (!root.dataset.theme && system.matches);
const dark = signal(readDark());
const follow = (): void => {
  dark.value = readDark();
};
system.addEventListener('change', follow);
new MutationObserver(follow).observe(root, { attributeFilter: ['data-theme'] });

const usual = signal<MessageColours>(readColours());
/** Messages for which the person chose otherwise, until the page is closed. */
const otherwise = signal<ReadonlySet<string>>(new Set());
/** Messages that have colours of their own. */
const coloured = signal<ReadonlySet<string>>(new Set());
/** Paper is white. */
const printed = signal<string | null>(null);

export const messageColours: ReadonlySignal<MessageColours> = usual;

export function setMessageColours(colours: MessageColours): void {
  try {
    if (colours === 'ADAPTED') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, colours);
  } catch {
    // Where nothing can be kept, the choice lasts until the page is closed.
  }
  usual.value = colours;
  otherwise.value = new Set();
}

function readColours(): MessageColours {
  try {
    return localStorage.getItem(KEY) === 'ORIGINAL' ? 'ORIGINAL' : 'ADAPTED';
  } catch {
    return 'ADAPTED';
  }
}

const isAdapted = (id: string): boolean =>
  dark.value && printed.value !== id && (usual.value === 'ADAPTED') !== otherwise.value.has(id);

/** The address of the form of a message's document that is wanted now. */
export function documentAddress(id: string, url: string): string {
  if (!isAdapted(id)) return url;
  return `${url}${url.includes('?') ? '&' : '?'}dark=1`;
}

/** What a choice for this message would do; null where there is nothing to choose. */
export const colourChoice = (id: string): 'TO_ORIGINAL' | 'TO_ADAPTED' | null =>
  computed(() =>
    !dark.value || !coloured.value.has(id) ? null : isAdapted(id) ? 'TO_ORIGINAL' : 'TO_ADAPTED',
  ).value;

export function switchColours(id: string): void {
  const chosen = new Set(otherwise.value);
  if (!chosen.delete(id)) chosen.add(id);
  otherwise.value = chosen;
}

/** Looks at a document that came in. */
export function noteColours(id: string, content: Document): void {
  const scheme = getComputedStyle(content.documentElement).colorScheme;
  if (scheme.includes('light') && scheme.includes('dark')) return;
  if (!coloured.value.has(id)) coloured.value = new Set(coloured.value).add(id);
}

/** Shows the message as it is printed, until the function it returns is called. True: it has to load again. */
export function showForPrint(id: string): { loads: boolean; end(): void } {
  const loads = isAdapted(id);
  printed.value = id;
  return {
    loads,
    end: () => {
      printed.value = null;
    },
  };
}
