import { describe, expect, it } from 'vitest';
import { openerFor } from '../../../../tools/start/browser';

describe('openerFor', () => {
  it('opens a browser where there is a display', () => {
    expect(openerFor('linux', { DISPLAY: ':0' })).toEqual(['xdg-open']);
    expect(openerFor('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toEqual(['xdg-open']);
    expect(openerFor('darwin', {})).toEqual(['open']);
    expect(openerFor('win32', {})).toEqual(['cmd', '/c', 'start', '']);
  });

  it('opens none in CI, and none where nobody could see it', () => {
    expect(openerFor('linux', {})).toBeNull();
    expect(openerFor('linux', { DISPLAY: ':0', CI: '1' })).toBeNull();
    expect(openerFor('darwin', { CI: 'true' })).toBeNull();
  });
});
