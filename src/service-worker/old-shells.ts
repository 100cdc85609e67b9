/** The part of a registration that tells of builds which have a shell but do not serve yet. */
type Coming = { readonly installing: unknown; readonly waiting: unknown };

/**
 * Deletes the shells of other builds, and no cache but those: others hold what a person installed. While more than
 * `atMost` windows are open all stay, since a window may still run an older build and load parts of its code later.
 */
export async function dropOldShells(
  shell: string,
  prefix: string,
  atMost: number,
  windows: () => Promise<number>,
  coming: Coming,
): Promise<void> {
  const old = (await caches.keys()).filter((name) => isShellOf(prefix, name) && name !== shell);
  if (old.length === 0 || (await windows()) > atMost || coming.installing || coming.waiting) return;
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** A version holds no slash; the shell of an app under another path of this host does. */
export function isShellOf(prefix: string, name: string): boolean {
  return name.startsWith(prefix) && !name.slice(prefix.length).includes('/');
}
