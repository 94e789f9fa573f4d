/** What a spreadsheet would take for a formula, behind whatever quotes and blanks it skips; full-width signs count as well. */
const formula = /^['"‘’“”`\s]*[=+\-@＝＋－＠\t\r\n]/;

const MARK = "'";

/** A cell that no spreadsheet runs: what looks like a formula begins with an apostrophe. */
export const safeCell = (text: string): string => (formula.test(text) ? MARK + text : text);

/** What `safeCell` was given: the apostrophe goes only where it made something safe. */
export const meantBy = (cell: string): string =>
  cell.startsWith(MARK) && formula.test(cell.slice(MARK.length)) ? cell.slice(MARK.length) : cell;
