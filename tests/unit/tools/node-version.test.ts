import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { nodeProblem } from '../../../tools/node-version.mjs';

const tools = (name: string) => fileURLToPath(new URL(`../../../tools/${name}`, import.meta.url));

describe('nodeProblem', () => {
  it.each(['20.19.0', '20.20.2', '22.13.0', '24.0.0', '25.1.0', '100.1.0'])(
    'lets Node %s pass',
    (version) => {
      expect(nodeProblem(version)).toBe('');
    },
  );
  it.each(['20.18.3', '21.7.0', '22.12.0', '23.11.0', '18.20.0', '9.11.2', '0.12.0', ''])(
    'names Node %s as one that will not do, in one sentence',
    (version) => {
      expect(nodeProblem(version)).toContain(`this is Node ${version}:`);
      expect(nodeProblem(version)).not.toContain('\n');
    },
  );
});

describe('the files that an old Node reads', () => {
  it.each(['start.mjs', 'test.mjs', 'node-version.mjs'])('%s uses no syntax newer than modules', (name) => {
    const source = readFileSync(tools(name), 'utf8');
    expect(source).not.toMatch(/\?\?|\?\.|\bawait\b|\basync\b|#\w|\d_\d/);
  });

  it('an old Node is told so, and nothing is started', () => {
    // The version is the one thing that is changed: the real file runs in a real process.
    const pretend = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.0.0"})';
    const run = () =>
      execFileSync(process.execPath, ['--import', pretend, tools('start.mjs')], {
        encoding: 'utf8',
        stdio: 'pipe',
      });
    expect(run).toThrow(/Haversack needs Node 20\.19 or newer, .* and this is Node 18\.0\.0/);
  });
});
