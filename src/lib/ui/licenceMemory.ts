import type { PackManifest } from '../domain/pack';

/** Which terms the person has accepted before; the app provides it through this context. */
export const LICENCE_MEMORY = Symbol('licence memory');

export type LicenceMemory = {
  has: (manifest: PackManifest) => boolean;
  note: (manifest: PackManifest) => void;
};
