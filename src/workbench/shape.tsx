// Owns the shapes that stand beside words of state; refuses to stand without a word: each is hidden from voices.

const shapes = {
  /** An octagon, as of a stop sign. */
  stop: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z',
  warning: 'M8 1.5 15.5 14.5H.5z',
  round: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z',
  ring: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zm0 2.5a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9z',
  check: 'M1 8.500 3.200 6.200 6.300 9.300 12.800 2.700 15 4.900 6.300 13.600z',
  cross:
    'M3.500 1.200 8 5.700l4.500-4.500 2.300 2.300L10.300 8l4.500 4.500-2.300 2.300L8 10.300l-4.500 4.500-2.300-2.300L5.700 8 1.200 3.500z',
  pause: 'M3 2h3.500v12H3zM9.500 2H13v12H9.500z',
  square: 'M2 2h12v12H2zm2.500 2.500v7h7v-7z',
  play: 'M3 1.500 14 8 3 14.500z',
} as const;

export type ShapeName = keyof typeof shapes;

export function Shape({ name }: { name: ShapeName }) {
  return (
    <svg className="shape" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" focusable="false">
      <path d={shapes[name]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
