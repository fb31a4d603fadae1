// Where the cards of a message stand. A newcomer's trap: their looks are a part of their own, fetched only for a message
// that has one.
import { useEffect, useMemo } from 'preact/hooks';
import { later } from '../components/later.tsx';
import { isEmpty, openCards } from '../state/cards.ts';

const CardStack = later(() => import('./card-stack.tsx').then((part) => part.CardStack));

interface Props {
  id: string;
  /** Lies in Junk: nothing invites to answer it. */
  junk: boolean;
  /** Written by whoever reads. */
  own: boolean;
}

export function MessageCards({ id, junk, own }: Props) {
  const opened = useMemo(() => openCards(id), [id]);
  useEffect(() => () => opened.close(), [opened]);
  const cards = opened.cards.value;
  if (cards === null || isEmpty(cards)) return null;
  return <CardStack key={id} cards={cards} junk={junk} own={own} />;
}
