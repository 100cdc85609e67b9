import type { InstalledPack } from '../domain/pack';
import type { PacksService } from '../packs/service';
import type { Line } from '../peer/line';
import type { Connection } from '../wire/connect';
import { DeviceCamera, type CameraParts } from './deviceCamera.svelte';
import { DeviceLink } from './deviceLink.svelte';
import { DeviceReceive, type ReceiveParts } from './deviceReceive.svelte';
import { DeviceSend } from './deviceSend.svelte';
import { keepScreenAwake } from './screenAwake';

export type DeviceParts = Omit<ReceiveParts, 'packs'> & {
  packs: () => Connection<PacksService>;
  installed: () => readonly InstalledPack[];
  camera?: Omit<CameraParts, 'report'>;
};

/** Models from this device to another, or from another to this one, with nothing between them but a network. */
export class Device {
  role = $state<'send' | 'receive' | null>(null);
  readonly camera: DeviceCamera;
  readonly link: DeviceLink;
  readonly send: DeviceSend;
  readonly receive: DeviceReceive;
  readonly #parts: DeviceParts;

  constructor(parts: DeviceParts) {
    this.#parts = parts;
    this.camera = new DeviceCamera({ ...parts.camera, report: parts.report });
    this.send = new DeviceSend(parts.packs);
    this.receive = new DeviceReceive(parts);
    this.link = new DeviceLink((line) => this.#serve(line));
    $effect.root(() => {
      $effect(() => this.receive.tell());
    });
  }

  /** Begins anew as one side or the other; null goes back to the choice. */
  choose(role: 'send' | 'receive' | null): void {
    this.camera.stop();
    this.link.close();
    this.role = role;
    const [only, ...more] = this.#parts.installed();
    if (role === 'send' && only && more.length === 0) this.send.choose(only.packId, true);
  }

  /** Another page's link to share this pack. A line that is open, or being made, is not given up for it. */
  share(packId: string | null): void {
    const pack = this.#parts.installed().find((one) => one.packId === packId);
    const { kind } = this.link.state;
    if (!pack || (kind !== 'idle' && kind !== 'ended')) return;
    this.choose('send');
    this.send.choose(pack.packId, true);
  }

  /** A code was scanned or pasted. True if it was the one that was needed. */
  async read(code: string): Promise<boolean> {
    const right = await this.link.read(code);
    if (right) this.camera.stop();
    return right;
  }

  async #serve(line: Line): Promise<void> {
    const down = new AbortController();
    keepScreenAwake(down.signal);
    try {
      if (this.role === 'send') await this.send.serve(line, this.#parts.installed());
      else await this.receive.serve(line);
    } finally {
      down.abort();
    }
  }
}
