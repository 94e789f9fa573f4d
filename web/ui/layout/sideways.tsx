import { type ComponentProps, type RefObject, useEffect, useState } from 'react';
import { cx } from '../../lib/browser/cx.ts';

type Props = ComponentProps<'div'> & { box: RefObject<HTMLDivElement | null> };

/** What is wider than its place scrolls sideways, and fades where more of it lies beyond the edge. */
export function Sideways({ box, className, children, ...rest }: Props) {
  const { before, after } = useMore(box);
  return (
    <div className="relative flex min-h-0 min-w-0 grow">
      <div {...rest} ref={box} className={cx('scroll min-w-0 grow overflow-x-auto', className)}>
        {children}
      </div>
      {before && <div aria-hidden="true" className={cx(fade, 'left-0 bg-linear-to-r')} />}
      {after && <div aria-hidden="true" className={cx(fade, 'right-0 bg-linear-to-l')} />}
    </div>
  );
}

const fade = 'pointer-events-none absolute inset-y-0 w-12 from-surface to-transparent';

/** On which sides more lies than is seen. */
function useMore(box: RefObject<HTMLDivElement | null>) {
  const [more, setMore] = useState({ before: false, after: false });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => {
      const { scrollLeft, clientWidth, scrollWidth } = element;
      const next = { before: scrollLeft > 1, after: scrollLeft + clientWidth < scrollWidth - 1 };
      setMore((known) => (known.before === next.before && known.after === next.after ? known : next));
    };
    const watch = new ResizeObserver(look);
    watch.observe(element);
    for (const child of element.children) watch.observe(child);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box]);
  return more;
}
