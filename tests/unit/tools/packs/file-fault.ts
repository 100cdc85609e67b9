/** As node's own errors of files: a code and a path. */
export function fileFault(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code, path });
}
