// One of a few: radio buttons that look like one control.
import { useId } from 'preact/hooks';
import './choice.css';

interface Props<T extends string> {
  options: readonly { value: T; label: string }[];
  value: T;
  onChange(value: T): void;
}

export function Choice<T extends string>({ options, value, onChange }: Props<T>) {
  const name = useId();
  return (
    <div class="choice">
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
