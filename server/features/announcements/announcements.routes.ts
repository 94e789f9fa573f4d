import * as contract from '@interlock/contract/announcements.ts';
import { type Served, serve } from '../../platform/http/serve.ts';
import { announcements, audienceShown, audiencesShown, drafted } from './announcements.view.ts';
import { addAudience, deleteAudience, editAudience } from './edit-audiences.ts';
import {
  editAnnouncement,
  releaseAnnouncement,
  withdrawAnnouncement,
  writeAnnouncement,
} from './write-announcement.ts';

export const announcementRoutes: Served[] = [
  serve(contract.listAudiencesRoute, (ctx) => audiencesShown(ctx)),
  serve(contract.addAudienceRoute, async (ctx, input) => audienceShown(ctx, await addAudience(ctx, input))),
  serve(contract.editAudienceRoute, async (ctx, input) => {
    await editAudience(ctx, input);
    return audienceShown(ctx, input.audienceId);
  }),
  serve(contract.deleteAudienceRoute, async (ctx, input) => {
    await deleteAudience(ctx, input);
    return {};
  }),
  serve(contract.listAnnouncementsRoute, (ctx, { changeId }) => announcements(ctx, changeId)),
  serve(contract.draftAnnouncementRoute, (ctx, input) => drafted(ctx, input)),
  serve(contract.writeAnnouncementRoute, async (ctx, input) => announcements(ctx, await writeAnnouncement(ctx, input))),
  serve(contract.editAnnouncementRoute, async (ctx, input) => announcements(ctx, await editAnnouncement(ctx, input))),
  serve(contract.releaseAnnouncementRoute, async (ctx, input) =>
    announcements(ctx, await releaseAnnouncement(ctx, input)),
  ),
  serve(contract.withdrawAnnouncementRoute, async (ctx, input) =>
    announcements(ctx, await withdrawAnnouncement(ctx, input)),
  ),
];
