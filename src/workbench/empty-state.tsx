// Owns what stands where a list has nothing: what would be here, and what to do; refuses an empty white.
import type { ReactNode } from 'react';

export function EmptyState({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <div className="empty">
      <p>
        <strong>{heading}</strong>
      </p>
      <p className="quiet">{children}</p>
    </div>
  );
}
