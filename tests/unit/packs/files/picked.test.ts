import { expect, it } from 'vitest';
import { checkPicked } from '../../../../src/lib/packs/files/picked';

it('I8: a file name that would turn the words around it is shown with what it hides', () => {
  const file = new File(['x'], 'any');
  const [picked] = checkPicked([{ path: '/stick/\u202Efugg.exe\u0007', file }]);
  expect(picked?.path).toBe('stick/\uFFFDfugg.exe\uFFFD');
});
