import { t } from '@lingui/core/macro';
import { LockKeyhole } from 'lucide-react';
import { Badge } from '../../ui/glyphs/badge.tsx';

/** Says that not everybody sees this change. */
export const RestrictedMark = () => (
  <Badge tone="accent">
    <LockKeyhole size={12} aria-hidden="true" />
    {t`Restricted`}
  </Badge>
);
