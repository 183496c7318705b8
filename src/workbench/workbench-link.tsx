// Owns addresses inside the workbench; refuses to lose the language on the way.
import type { ReactNode } from 'react';
import { Link, NavLink } from 'react-router';
import { useLocale } from './words.tsx';

/** Builds an address of the workbench in the language that is shown: `cases/…`, `search?text=…`, '' for the inbox. */
export function useAddress(): (to: string) => string {
  const locale = useLocale();
  return (to) => `/${locale}/workbench${to === '' || to.startsWith('?') ? to : `/${to}`}`;
}

interface WorkbenchLinkProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** Marks the one of several that is in force, as a filter. */
  readonly current?: boolean;
}

export function WorkbenchLink({ to, children, className, current }: WorkbenchLinkProps) {
  const address = useAddress();
  return (
    <Link to={address(to)} className={className} aria-current={current === true ? 'true' : undefined}>
      {children}
    </Link>
  );
}

/** A link of the main navigation; says itself which page is shown. */
export function WorkbenchNavigationLink({ to, children }: { to: string; children: ReactNode }) {
  const address = useAddress();
  return (
    <NavLink to={address(to)} end={to === ''}>
      {children}
    </NavLink>
  );
}
