/** `null`: send the whole file. `unsatisfiable`: 416. Offsets are inclusive, as in HTTP. */
export type Range = { start: number; end: number } | null | 'unsatisfiable';

/** One `bytes=` range. Several ranges, other units and nonsense are ignored, as HTTP allows: the whole file is sent. */
export function parseRange(header: string | undefined, size: number): Range {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return null;
  if (found[1] === '') {
    const last = Math.min(Number(found[2]), size);
    return last === 0 ? 'unsatisfiable' : { start: size - last, end: size - 1 };
  }
  const start = Number(found[1]);
  const end = found[2] === '' ? size - 1 : Math.min(Number(found[2]), size - 1);
  if (found[2] !== '' && Number(found[2]) < start) return null;
  return start >= size ? 'unsatisfiable' : { start, end };
}
