import '../../../src/lib/packs/store/opfs-types';

export const DAMAGES = ['flip', 'truncate', 'extend', 'zeros', 'swap'] as const;
/** `at` and `other` are fractions of the file; `bytes` is how many are lost, added or zeroed. */
export type Damage = {
  kind: (typeof DAMAGES)[number];
  at: number;
  other: number;
  bytes: number;
  bit: number;
};

const CHUNK = 1024 * 1024;

/** Changes a stored file in place, as a bad disk does; returns what puts it right, or undefined if nothing changed. */
export async function damage(
  file: FileSystemFileHandle,
  { kind, at, other, bytes, bit }: Damage,
): Promise<(() => Promise<void>) | undefined> {
  const handle = await file.createSyncAccessHandle!();
  const before: { at: number; bytes: Uint8Array }[] = [];
  const size = handle.getSize();
  try {
    const read = (from: number, length: number) => {
      const found = new Uint8Array(Math.min(length, size - from));
      handle.read(found, { at: from });
      return found;
    };
    const write = (from: number, changed: Uint8Array<ArrayBuffer>) => {
      before.push({ at: from, bytes: read(from, changed.length) });
      handle.write(changed, { at: from });
    };
    const position = Math.floor(at * size);
    if (kind === 'flip') {
      const one = read(position, 1);
      one[0]! ^= 1 << bit;
      write(position, one);
    } else if (kind === 'zeros') {
      const there = read(position, bytes);
      if (there.every((byte) => byte === 0)) return undefined;
      write(position, new Uint8Array(there.length));
    } else if (kind === 'swap') {
      const whole = Math.floor(size / CHUNK);
      const [one, two] = [Math.floor(at * whole) * CHUNK, Math.floor(other * whole) * CHUNK];
      const [first, second] = [read(one, CHUNK), read(two, CHUNK)];
      if (whole < 2 || first.every((byte, index) => byte === second[index])) return undefined;
      write(one, second);
      write(two, first);
    } else if (kind === 'truncate') {
      const left = Math.max(0, size - bytes);
      before.push({ at: left, bytes: read(left, size - left) });
      handle.truncate(left);
    } else {
      handle.truncate(size + bytes);
    }
    handle.flush();
  } finally {
    handle.close();
  }
  return async () => {
    const mending = await file.createSyncAccessHandle!();
    mending.truncate(size);
    for (const piece of before.reverse())
      mending.write(piece.bytes as Uint8Array<ArrayBuffer>, { at: piece.at });
    mending.flush();
    mending.close();
  };
}
