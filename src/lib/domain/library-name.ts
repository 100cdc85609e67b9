/** Names as their makers write them, by how ids of libraries begin. */
const FAMILIES: Record<string, string> = { smollm2: 'SmolLM2', gemma3: 'Gemma 3' };

/** What a person calls the model that a library of this site was compiled for: `smollm2-135m-gpu` -> `SmolLM2 135M`. */
export function libraryName(id: string): string {
  const [family = '', ...rest] = id.replace(/-(?:gpu|software)$/, '').split('-');
  const sizes = rest.map((part) => (/^\d+(?:\.\d+)?[mb]$/.test(part) ? part.toUpperCase() : part));
  return [Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : family, ...sizes].join(' ');
}
