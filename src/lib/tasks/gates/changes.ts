import type { Flag } from '../../domain/task';

type FactKind = 'number' | 'date' | 'unit' | 'link' | 'placeholder';
/** Two pieces with one key are the same fact; `text` is how a person reads it. */
export type Piece = { key: string; text: string };

/** What is only in the source is lost, what is only in the target added. `each` counts repetitions, `any` does not. */
export function changes(kind: FactKind, source: Piece[], target: Piece[], count: 'each' | 'any'): Flag[] {
  const lost = without(source, target, count).map(({ text }) => fact(kind, 'lost', text));
  return [...lost, ...without(target, source, count).map(({ text }) => fact(kind, 'added', text))];
}

/** Details are shown in a list: long links are cut. */
export function fact(kind: FactKind, problem: 'lost' | 'added', text: string): Flag {
  return { kind, problem, details: text.length > 80 ? `${text.slice(0, 79)}…` : text };
}

function without(pieces: Piece[], others: Piece[], count: 'each' | 'any'): Piece[] {
  const left = others.map((piece) => piece.key);
  const seen = new Set<string>();
  return pieces.filter(({ key }) => {
    const at = left.indexOf(key);
    if (at >= 0) {
      if (count === 'each') left.splice(at, 1);
      return false;
    }
    const first = !seen.has(key);
    seen.add(key);
    return first;
  });
}
