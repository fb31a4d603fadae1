// The reading pane as a part of its own: fetched right after the list, before anybody can tap a row.
import { later } from '../components/later.tsx';

export const ReadingPane = later(() => import('./message.tsx').then((part) => part.MessagePane));
