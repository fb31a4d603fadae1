// A text field that is as high as its text, so that the sheet scrolls and not the field. A newcomer's trap:
// `field-sizing` does this alone where it is known; elsewhere the height is measured after each change.
import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  label: string;
  value: string;
  onInput(value: string): void;
}

const grows = (): boolean => CSS.supports('field-sizing', 'content');

export function GrowingText({ field, label, value, onInput }: Props) {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element || grows()) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight}px`;
  }, [value]);

  return (
    <textarea
      ref={field}
      class="growing-text"
      aria-label={label}
      placeholder={label}
      value={value}
      dir="auto"
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}
