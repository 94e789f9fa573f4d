import { z } from 'zod';
import { route } from './route.ts';
import { Instant, id, PersonRef } from './shared.ts';

/** More would be a folder, and nobody reads a folder before they decide. */
export const MOST_FILES = 50;

export const AttachedFile = z
  .object({
    id: z.string(),
    name: z.string(),
    /** The media type that its content shows, whatever its name says. */
    type: z.string(),
    bytes: z.number().int(),
    /** SHA-256 of its content, in hex. */
    sha256: z.string(),
    addedBy: PersonRef,
    addedAt: Instant,
  })
  .meta({ id: 'AttachedFile' });
export type AttachedFile = z.output<typeof AttachedFile>;

/** The files of one subject, in the order of their names, with what the one who asks may do. */
export const AttachedFiles = z
  .object({
    items: z.array(AttachedFile),
    mayAdd: z.boolean(),
    mayRemove: z.boolean(),
    /** The largest that is taken in, in bytes. */
    mostBytes: z.number().int(),
  })
  .meta({ id: 'AttachedFiles' });
export type AttachedFiles = z.output<typeof AttachedFiles>;

const OfChange = { changeId: id('chg') };
const OfTask = { taskId: id('tsk') };
const File = { fileId: id('fil') };
const Name = {
  name: z
    .string()
    .min(1)
    .max(1000)
    .refine((given) => given.isWellFormed(), 'text without halves of characters'),
};
const sends = { method: 'POST', takes: 'file', limit: { perMinute: 120 } } as const;

export const listFilesRoute = route({
  method: 'GET',
  path: '/api/v1/changes/:changeId/files',
  permission: 'change.read',
  summary: 'The files that are attached to a change. Those that show what a task has come to are with its task.',
  input: z.object(OfChange),
  output: AttachedFiles,
});

export const attachFileRoute = route({
  ...sends,
  path: '/api/v1/changes/:changeId/files',
  permission: 'change.edit',
  summary: 'Attach a file to a change: its bytes are the body. Before the work it is a material edit.',
  input: z.object({ ...OfChange, ...Name }),
  output: AttachedFiles,
});

export const removeFileRoute = route({
  method: 'DELETE',
  path: '/api/v1/changes/:changeId/files/:fileId',
  permission: 'change.edit',
  summary: 'Take a file off a change. Before the work it is a material edit; its name and hash stay on record.',
  input: z.object({ ...OfChange, ...File }),
  output: AttachedFiles,
});

export const attachEvidenceRoute = route({
  ...sends,
  path: '/api/v1/tasks/:taskId/files',
  permission: 'change.move',
  summary: 'Attach a file to a task, to show what it has come to: its bytes are the body.',
  input: z.object({ ...OfTask, ...Name }),
  output: AttachedFiles,
});

export const removeEvidenceRoute = route({
  method: 'DELETE',
  path: '/api/v1/tasks/:taskId/files/:fileId',
  permission: 'change.move',
  summary: 'Take a file off a task; its name and hash stay on record.',
  input: z.object({ ...OfTask, ...File }),
  output: AttachedFiles,
});

export const readFileRoute = route({
  method: 'GET',
  path: '/api/v1/files/:fileId',
  permission: 'change.read',
  produces: 'application/octet-stream',
  summary: 'A file, always as a download, for whoever sees the change that it belongs to.',
  input: z.object(File),
  output: z.string(),
});
