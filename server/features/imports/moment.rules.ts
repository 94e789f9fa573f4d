import { type ChangeMap, type DateField, dateFields } from '@interlock/contract/imports.ts';
import { isHeldYear } from '@interlock/contract/shared.ts';
import { bad, type FileRow, got, type ReadCell } from './cell.rules.ts';
import { type DateReader, dateReader, outsideYears } from './date.rules.ts';

/** Time as the platform reckons it; `now` is the import's. */
export type Clocks = {
  instantOf(local: string, zone: string): Date;
  localOf(instant: Date, zone: string): string;
  now: Date;
};

/** A date of the file: the instant, what the clocks in its zone show to the minute, and where it stands. */
export type Moment = { at: Date; local: string; zone: string; column: string; cell: string };
export type Moments = Record<DateField, Moment | null>;

type One = (row: FileRow) => ReadCell<Moment | null>;
const none: One = () => got(null);

/** Reads every date that the map names. A cell that is no date of its format is a reason to refuse the row. */
export function momentReader(
  map: ChangeMap,
  clocks: Clocks,
): (row: FileRow, take: (read: ReadCell<Moment | null>) => Moment | null) => Moments {
  const onSteadyDay = steadyDays(clocks);
  const one = (field: DateField): One => {
    const given = map.fields[field];
    const reader = given ? dateReader(given.format) : '';
    if (!given || typeof reader === 'string') return none;
    const zone = given.zone ?? map.zone;
    // A window has one zone: its end is told by the clocks of its start.
    const shownIn = field === 'plannedEnd' ? (map.fields.plannedStart?.zone ?? map.zone) : zone;
    return remembering(given.column, (cell) =>
      momentOf(cell, { ...given, zone, shownIn }, reader, { ...clocks, onSteadyDay }),
    );
  };
  const readers = dateFields.map((field) => [field, one(field)] as const);
  return (row, take) => {
    const moments: Moments = { ...nothing };
    for (const [field, reader] of readers) moments[field] = take(reader(row));
    return moments;
  };
}

const nothing: Moments = {
  requestedAt: null,
  wantedDate: null,
  plannedStart: null,
  plannedEnd: null,
  actualStart: null,
  actualEnd: null,
  endedAt: null,
  decidedAt: null,
};

type Dated = { column: string; format: string; zone: string; shownIn: string };

const REMEMBERED = 10_000;

type OnSteadyDay = (local: string, zone: string) => Date | null;

/**
 * The instant of a local time, on days on which the clocks of its zone are not changed: they are far behind or ahead of UTC
 * alike at both ends. Reckoning with a zone once for each day, and not for each cell, is what makes a large file quick.
 */
function steadyDays({ instantOf }: Clocks): OnSteadyDay {
  const known = new Map<string, number | null>();
  const aheadAt = (local: string, zone: string) => Date.parse(`${local}Z`) - instantOf(local, zone).getTime();
  return (local, zone) => {
    const day = local.slice(0, 10);
    const key = `${zone} ${day}`;
    let ahead = known.get(key);
    if (ahead === undefined) {
      const morning = aheadAt(`${day}T00:00:00`, zone);
      ahead = morning === aheadAt(`${day}T23:59:59`, zone) ? morning : null;
      if (known.size < REMEMBERED) known.set(key, ahead);
    }
    return ahead === null ? null : new Date(Date.parse(`${local}Z`) - ahead);
  };
}

/** Dates of a file repeat, and reckoning with zones takes its time. */
function remembering(column: string, read: (cell: string) => ReadCell<Moment | null>): One {
  const known = new Map<string, ReadCell<Moment | null>>();
  return (row) => {
    const cell = row.cell(column);
    const before = known.get(cell);
    if (before) return before;
    const moment = read(cell);
    if (known.size < REMEMBERED) known.set(cell, moment);
    return moment;
  };
}

function momentOf(
  cell: string,
  { column, format, zone, shownIn }: Dated,
  reader: DateReader,
  clocks: Clocks & { onSteadyDay: OnSteadyDay },
): ReadCell<Moment | null> {
  if (cell === '') return got(null);
  const wall = reader(cell);
  if (!wall) return bad(column, cell, `is no date in the format ${format}`);
  if (wall === 'outside') return bad(column, cell, outsideYears);
  const steady = wall.offset === null && shownIn === zone ? clocks.onSteadyDay(wall.local, zone) : null;
  if (steady) return got({ at: steady, local: wall.local.slice(0, 16), zone, column, cell });
  const at = wall.offset === null ? clocks.instantOf(wall.local, zone) : new Date(`${wall.local}${wall.offset}`);
  const local = clocks.localOf(at, shownIn);
  if (!isHeldYear(Number(local.slice(0, 4)))) return bad(column, cell, `${outsideYears} in ${shownIn}`);
  return got({ at, local, zone: shownIn, column, cell });
}
