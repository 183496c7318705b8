// Owns how large and how turned a document is looked at; refuses sizes at which nothing can be read.

/** One document as it lies before the reader. */
export interface Sight {
  readonly evidenceId: string;
  /** Index into `zoomsPercent`. */
  readonly zoom: number;
  /** Quarters of a turn to the right. */
  readonly turns: number;
}

export const zoomsPercent = [100, 150, 200, 300, 400] as const;

export type SightChange = 'larger' | 'smaller' | 'fit' | 'turn';

export function lookAt(evidenceId: string): Sight {
  return { evidenceId, zoom: 0, turns: 0 };
}

export function percentOf({ zoom }: Sight): number {
  return zoomsPercent[zoom] ?? 100;
}

export function changeSight(sight: Sight, change: SightChange): Sight {
  switch (change) {
    case 'larger':
      return { ...sight, zoom: Math.min(zoomsPercent.length - 1, sight.zoom + 1) };
    case 'smaller':
      return { ...sight, zoom: Math.max(0, sight.zoom - 1) };
    case 'fit':
      return { ...sight, zoom: 0 };
    case 'turn':
      return { ...sight, turns: (sight.turns + 1) % 4 };
  }
}
