// A circle with the initials of a person, in a colour that follows the address.
import { hueOf, initials } from '../lib/people.ts';
import './avatar.css';

interface Props {
  name: string;
  address?: string | null;
}

export function Avatar({ name, address }: Props) {
  return (
    <span class="avatar" aria-hidden="true" style={{ '--h': hueOf(address || name) }}>
      {initials(name)}
    </span>
  );
}
