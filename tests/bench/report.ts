import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Conditions } from './conditions';
import { meets, type Figure, type RowResult } from './row';

/** `load` is the minute's load average before and after the row. */
export type RowReport = RowResult & { load: [number, number]; seconds: number; failure?: string };
export type Report = { format: 1; conditions: Conditions; rounds: number; rows: RowReport[] };

const HEAD = ['row', 'figure', 'median', 'IQR', 'target', 'met', 'load'];

/** The report as lines of a table for a terminal. */
export function table({ rows }: Report): string {
  const lines = rows.flatMap((row) => {
    const load = row.load.map((value) => value.toFixed(1)).join('-');
    if (row.failure !== undefined) return [[row.row, `FAILED: ${row.failure}`, '', '', '', 'no', load]];
    return row.figures.map((figure) => [row.row, `${figure.name}, ${figure.unit}`, ...cells(figure), load]);
  });
  const widths = HEAD.map((head, column) =>
    Math.max(head.length, ...lines.map((line) => Math.min(line[column]?.length ?? 0, 90))),
  );
  const draw = (line: readonly string[]) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [draw(HEAD), draw(widths.map((width) => '-'.repeat(width))), ...lines.map(draw)].join('\n');
}

function cells(figure: Figure): string[] {
  const { measured, target } = figure;
  const met = meets(figure);
  const spread = typeof measured === 'number' ? '' : `${short(measured.q1)} to ${short(measured.q3)}`;
  return [
    short(typeof measured === 'number' ? measured : measured.median),
    spread,
    target ? `${target.at === 'most' ? '<=' : '>='} ${short(target.value)}` : '',
    met === undefined ? '' : met ? 'yes' : 'NO',
  ];
}

function short(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(3);
}

/** Writes bench-results/<time>.json and returns its path. */
export async function writeReport(root: string, report: Report): Promise<string> {
  const folder = join(root, 'bench-results');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${report.conditions.at.replace(/[:.]/g, '-')}.json`);
  await writeFile(path, `${JSON.stringify(report, null, 1)}\n`);
  return path;
}
