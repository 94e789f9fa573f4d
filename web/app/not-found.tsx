import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { buttonLook } from '../ui/buttons/button.tsx';
import { Centered } from '../ui/layout/centered.tsx';

export function NotFound() {
  return (
    <Centered title={t`There is no such page`} intro={t`Check the address, or begin with what waits for you.`}>
      <Link to="/inbox" className={buttonLook('primary')}>
        {t`Open the inbox`}
      </Link>
    </Centered>
  );
}
