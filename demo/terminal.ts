// What the demo prints. A newcomer's trap: when the terminal is gone, writing to it fails; that must not keep the
// demo from cleaning up.

export function quietWhenTerminalGoes(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** A line that is rewritten in a terminal, and written once elsewhere. */
export function progressLine(text: (done: number) => string): { show(done: number): void; end(): void } {
  const terminal = process.stdout.isTTY === true;
  let shown = 0;
  return {
    show(done) {
      if (!terminal || performance.now() - shown < 80) return;
      shown = performance.now();
      process.stdout.write(`\r${text(done)}`);
    },
    end: () => say(terminal ? `\r${text(Number.POSITIVE_INFINITY)}` : text(Number.POSITIVE_INFINITY)),
  };
}
