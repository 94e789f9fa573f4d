import type { Chapters } from './year.ts';
import { workOnChanges } from './year-of-changes.ts';
import { comeAndGo, keepHouse } from './year-of-house.ts';
import { workAtNight } from './year-of-nights.ts';

/** The chapters of a year in which every call is used that can change anything, but set-up and demo; to be played in order. */
export const yearOfWork: Chapters = { ...comeAndGo, ...workOnChanges, ...keepHouse, ...workAtNight };
