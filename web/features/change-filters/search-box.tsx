import { t } from '@lingui/core/macro';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { controlLook } from '../../ui/fields/field.tsx';

/** Searches when typing rests, so that not every letter asks the server. */
export function SearchBox({ words, onSearch }: { words: string; onSearch: (words: string) => void }) {
  const [typed, setTyped] = useState(words);
  useEffect(() => setTyped(words), [words]);
  useEffect(() => {
    if (typed === words) return;
    const rest = setTimeout(() => onSearch(typed), 250);
    return () => clearTimeout(rest);
  }, [typed, words, onSearch]);
  return (
    <div className="relative w-full sm:w-64">
      <Search size={14} className="absolute top-2.5 left-2.5 text-fg-3" aria-hidden="true" />
      <input
        id="search"
        type="search"
        aria-label={t`Search changes`}
        placeholder={t`Search in all words, or a number`}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className={`${controlLook} pl-8`}
      />
    </div>
  );
}
