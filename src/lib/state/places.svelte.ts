import { DEFAULT_HUB } from '../catalogue/default-hub';
import { cleanEndpoint } from '../packs/form/hub-address';
import { loadRecord, saveRecord } from '../records';

const MOST = 16;
const HOST = /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i;

type Stored = { endpoint: string; hosts: string[]; mirrors: string[] };

/** Where models may come from beside this site: the hub to ask, and mirrors in the order to try them. */
export class Places {
  endpoint = $state<string>(DEFAULT_HUB.endpoint);
  hosts = $state.raw<readonly string[]>(DEFAULT_HUB.hosts);
  mirrors = $state.raw<readonly string[]>([]);

  get hub(): { endpoint: string; hosts: string[] } {
    return { endpoint: this.endpoint, hosts: [...this.hosts] };
  }

  /** Where a hub may send downloads on to: a pasted address may be of another one than is set here. */
  hostsOf(endpoint: string): string[] {
    if (endpoint === this.endpoint) return [...this.hosts];
    return endpoint === DEFAULT_HUB.endpoint ? [...DEFAULT_HUB.hosts] : [];
  }

  async restore(): Promise<void> {
    const stored = await loadRecord('places', parse);
    if (!stored) return;
    this.endpoint = stored.endpoint;
    this.hosts = stored.hosts;
    this.mirrors = stored.mirrors;
  }

  /** False, and nothing changed, where the address is none or a host is not written as one. */
  async setHub(endpoint: string, hosts: readonly string[]): Promise<boolean> {
    const clean = cleanEndpoint(endpoint);
    const named = hosts.map((host) => host.trim()).filter((host) => host !== '');
    if (clean === undefined || named.length > MOST || !named.every((host) => HOST.test(host))) return false;
    this.endpoint = clean;
    this.hosts = named;
    await this.#save();
    return true;
  }

  async resetHub(): Promise<void> {
    await this.setHub(DEFAULT_HUB.endpoint, DEFAULT_HUB.hosts);
  }

  /** False where the address is none, is there already, or there are too many. */
  async addMirror(address: string): Promise<boolean> {
    const clean = cleanEndpoint(address);
    if (clean === undefined || this.mirrors.includes(clean) || this.mirrors.length >= MOST) return false;
    this.mirrors = [...this.mirrors, clean];
    await this.#save();
    return true;
  }

  async removeMirror(address: string): Promise<void> {
    this.mirrors = this.mirrors.filter((each) => each !== address);
    await this.#save();
  }

  /** Asked before the one that it stood behind. */
  async raiseMirror(address: string): Promise<void> {
    const at = this.mirrors.indexOf(address);
    if (at < 1) return;
    const mirrors = [...this.mirrors];
    mirrors.splice(at - 1, 2, address, mirrors[at - 1] ?? address);
    this.mirrors = mirrors;
    await this.#save();
  }

  #save(): Promise<void> {
    const stored: Stored = { endpoint: this.endpoint, hosts: [...this.hosts], mirrors: [...this.mirrors] };
    return saveRecord('places', stored);
  }
}

function parse(stored: unknown): Stored | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { endpoint, hosts, mirrors } = stored as Record<string, unknown>;
  if (typeof endpoint !== 'string' || cleanEndpoint(endpoint) !== endpoint) return undefined;
  if (!isList(hosts, (host) => HOST.test(host))) return undefined;
  if (!isList(mirrors, (mirror) => cleanEndpoint(mirror) === mirror)) return undefined;
  return { endpoint, hosts, mirrors };
}

function isList(value: unknown, fits: (text: string) => boolean): value is string[] {
  return (
    Array.isArray(value) &&
    value.length <= MOST &&
    value.every((each) => typeof each === 'string' && each.length <= 2000 && fits(each))
  );
}
