import { t } from '@lingui/core/macro';
import { Button } from '../../ui/buttons/button.tsx';
import { ShownOnce } from '../../ui/fields/shown-once.tsx';
import { Dialog, DialogButtons } from '../../ui/overlays/dialog.tsx';
import { At } from '../../ui/values/time.tsx';

type Props = {
  title: string;
  name: string;
  link: { link: string; expiresAt: string; mailed: boolean };
  onClose: () => void;
};

export function OneTimeLinkShown({ title, name, link, onClose }: Props) {
  return (
    <Dialog
      held
      title={title}
      describe={
        link.mailed
          ? t`${name} gets this link by mail. You can also hand it on yourself: it works once and is not shown again.`
          : t`Hand this link to ${name}. It works once and is not shown again.`
      }
      onClose={onClose}
    >
      <ShownOnce label={t`One-time link`} secret={link.link} />
      <p className="mt-2 text-xs text-fg-3">
        {t`Valid until`} <At at={link.expiresAt} />
      </p>
      <DialogButtons>
        <Button kind="primary" onClick={onClose}>{t`Done`}</Button>
      </DialogButtons>
    </Dialog>
  );
}
