// How many panes the screen has room for: one on a phone, two on a tablet, three on a desk.
import { type ReadonlySignal, signal } from '@preact/signals';

export type Layout = 'PHONE' | 'TABLET' | 'DESK';

const desk = matchMedia('(min-width: 1100px)');
const tablet = matchMedia('(min-width: 720px)');
const read = (): Layout => (desk.matches ? 'DESK' : tablet.matches ? 'TABLET' : 'PHONE');

const current = signal<Layout>(read());
export const layout: ReadonlySignal<Layout> = current;

for (const query of [desk, tablet]) {
  query.addEventListener('change', () => {
    current.value = read();
  });
}
