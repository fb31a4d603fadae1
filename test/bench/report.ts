// One figure of a bench: what was measured, beside its floor and its bar.
export interface Figure {
  bench: string;
  case: string;
  metric: string;
  value: number;
  unit: string;
  /** The same work done with nothing in between, in the same run. */
  floor: number | null;
  ratio: number | null;
  /** What the value must stay under (over, for requests/s), where a bar is set. */
  bar: number | null;
  ok: boolean | null;
}

export type Report = (figure: Omit<Figure, 'bench'>) => void;

export interface Bounds {
  floor?: number;
  /** At most. */
  bar?: number;
  /** At least. */
  least?: number;
  /** At most so many times the floor. */
  times?: number;
}

/** Reports the figures of one case. */
export function figures(report: Report, name: string) {
  return (metric: string, value: number, unit: string, { floor, bar, least, times }: Bounds = {}): void => {
    const ratio = floor === undefined ? null : value / floor;
    const held = [
      bar === undefined || value <= bar,
      least === undefined || value >= least,
      times === undefined || (ratio ?? Number.NaN) <= times,
    ];
    const isBarred = bar !== undefined || least !== undefined || times !== undefined;
    report({
      ...{ case: name, metric, value, unit, floor: floor ?? null, ratio },
      bar: bar ?? least ?? (times !== undefined && floor !== undefined ? times * floor : null),
      ok: isBarred ? held.every(Boolean) : null,
    });
  };
}
