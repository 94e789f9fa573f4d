/** 1:04:09, or 4:09 within the hour; what has passed carries a minus. */
export function countdown(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${hours > 0 ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `${ms < 0 && seconds > 0 ? '−' : ''}${hours > 0 ? `${hours}:` : ''}${rest}`;
}
