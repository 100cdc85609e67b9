import { expect, it } from 'vitest';
import { SpeedLimit } from '../../../src/lib/state/speedLimit';

const [site, hub] = [{ name: 'site' }, { name: 'hub' }];

/** What is told in answer to each of these, as `site 1000`. */
function told(steps: [number | null, { name: string }[]][]): string[][] {
  const limit = new SpeedLimit<{ name: string }>();
  return steps.map(([bytesPerSecond, running]) => {
    const said: string[] = [];
    limit.share(bytesPerSecond, running, ({ name }, part) => said.push(`${name} ${part}`));
    return said;
  });
}

it('one worker has all of it, two have as much as they have downloads', () => {
  expect(
    told([
      [900, [site]],
      [900, [site, hub]],
      [900, [site, hub, hub]],
    ]),
  ).toEqual([['site 900'], ['site 450', 'hub 450'], ['site 300', 'hub 600']]);
});

it('nobody is told the same twice, and no worker is started to be told that there is no bound', () => {
  expect(
    told([
      [null, [site]],
      [900, [site]],
      [900, [site]],
      [null, [site]],
      [null, [site]],
    ]),
  ).toEqual([[], ['site 900'], [], ['site null'], []]);
});
