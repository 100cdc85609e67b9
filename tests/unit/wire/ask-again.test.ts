import { expect, it } from 'vitest';
import { askAgain } from '../../../src/lib/wire/ask-again';

/** Refuses so many times, then answers with how often it was asked. */
function refusing(times: number) {
  let asked = 0;
  return async () => {
    asked += 1;
    if (asked <= times) throw new Error(`refused ${asked}`);
    return asked;
  };
}

it.each([0, 1, 3])('an answer that comes after %i refusals is had', async (refusals) => {
  expect(await askAgain(refusing(refusals), { pauseMs: 1 })).toBe(refusals + 1);
});

it('the fourth refusal is thrown', async () => {
  await expect(askAgain(refusing(9), { pauseMs: 1 })).rejects.toThrow('refused 4');
});

it('a refusal that will not pass is thrown at once', async () => {
  const mayPass = (thrown: unknown) => (thrown as Error).message !== 'refused 2';
  await expect(askAgain(refusing(9), { mayPass, pauseMs: 1 })).rejects.toThrow('refused 2');
});
