import { t } from '@lingui/core/macro';
import { createContext, type ReactNode, useContext } from 'react';

/** Whether what is shown is history of another system: what it does not say, nobody says any more. */
export const Past = createContext(false);

/** Names and values, side by side where there is room. */
export const Facts = ({ children }: { children: ReactNode }) => (
  <dl className="grid gap-x-4 text-sm sm:gap-y-2.5 sm:grid-cols-[180px_minmax(0,1fr)]">{children}</dl>
);

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  const past = useContext(Past);
  return (
    <>
      <dt className="text-fg-2">{name}</dt>
      <dd className="mb-2.5 break-words whitespace-pre-line sm:mb-0">
        {children || <span className="text-fg-3">{past ? t`Not recorded` : t`Not said yet`}</span>}
      </dd>
    </>
  );
}

/** What need not be said is not missed. */
export const FactIfSaid = ({ name, children }: { name: string; children: ReactNode }) =>
  children ? <Fact name={name}>{children}</Fact> : null;

export function Missing({ children }: { children: ReactNode }) {
  const past = useContext(Past);
  return <p className="text-sm text-fg-3">{past ? t`Not recorded` : children}</p>;
}
