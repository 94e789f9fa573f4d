import { t } from '@lingui/core/macro';
import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { cx } from '../../lib/browser/cx.ts';
import { Sideways } from './sideways.tsx';

export type Step = { key: string; name: string; note: string; place: 'done' | 'current' | 'ahead' };

/** Where it stands on its way. On a narrow screen the way scrolls sideways, with the present step in sight. */
export function Stepper({ label, steps }: { label: string; steps: readonly Step[] }) {
  const way = useRef<HTMLDivElement>(null);
  const present = (steps.find((step) => step.place === 'current') ?? steps.findLast((step) => step.place === 'done'))
    ?.key;
  useEffect(() => {
    const current = present && way.current?.querySelector<HTMLElement>(`[data-step="${CSS.escape(present)}"]`);
    if (current && way.current) way.current.scrollLeft = current.offsetLeft - 72;
  }, [present]);
  return (
    <Sideways box={way} tabIndex={0} role="group" aria-label={label}>
      <ol aria-label={label} className="flex pb-1">
        {steps.map((step, at) => (
          <li
            key={step.key}
            data-step={step.key}
            aria-current={step.place === 'current' ? 'step' : undefined}
            className="relative min-w-20 grow basis-0 last:grow-0"
          >
            <div className="flex items-center gap-2 pr-2">
              <span
                aria-hidden="true"
                className={cx(
                  'flex size-5 shrink-0 items-center justify-center rounded-full border text-2xs font-semibold tabular-nums',
                  step.place === 'done' && 'border-low bg-low text-surface',
                  step.place === 'current' && 'border-authorize bg-authorize text-surface',
                  step.place === 'ahead' && 'border-line-2 text-fg-3',
                )}
              >
                {step.place === 'done' ? <Check size={12} strokeWidth={3} /> : at + 1}
              </span>
              {at < steps.length - 1 && (
                <span className={cx('h-0.5 grow rounded-full', step.place === 'done' ? 'bg-low' : 'bg-line')} />
              )}
            </div>
            <div className={cx('mt-1 text-xs', step.place === 'ahead' ? 'text-fg-2' : 'font-medium')}>
              {step.name}
              {step.place === 'done' && <span className="sr-only">{t`(done)`}</span>}
            </div>
            <div className="text-2xs text-fg-3 tabular-nums">{step.note}</div>
          </li>
        ))}
      </ol>
    </Sideways>
  );
}
