import { dev } from '$app/environment';
import { base } from '$app/paths';

export type Saved = 'unknown' | 'saving' | 'saved' | 'unsupported';

/** The app as an installed thing: is it saved for offline use, is there a network, does a new build wait? */
export class Shell {
  online = $state(navigator.onLine);
  saved = $state<Saved>('unknown');
  /** A newer build is stored and waits until the person asks for it. */
  updateReady = $state(false);
  #useUpdate: (() => void) | undefined;

  constructor() {
    addEventListener('online', () => (this.online = true));
    addEventListener('offline', () => (this.online = false));
  }

  /** Registers the service worker. Never throws: without one the app works, but only with a network. */
  async register(): Promise<void> {
    if (!('serviceWorker' in navigator) || dev) {
      this.saved = 'unsupported';
      return;
    }
    this.saved = navigator.serviceWorker.controller ? 'saved' : 'saving';
    // Imported here because a static import breaks `vite dev`.
    const { Workbox } = await import('workbox-window');
    const workbox = new Workbox(`${base}/service-worker.js`, { type: 'module', updateViaCache: 'none' });
    workbox.addEventListener('activated', () => (this.saved = 'saved'));
    workbox.addEventListener('waiting', () => {
      this.updateReady = true;
      this.#useUpdate = () => {
        workbox.addEventListener('controlling', () => location.reload());
        workbox.messageSkipWaiting();
      };
    });
    // Taken into use in another tab: this page still runs the older build, and only a reload ends that.
    workbox.addEventListener('controlling', ({ isUpdate }) => {
      if (!isUpdate) return;
      this.updateReady = true;
      this.#useUpdate = () => location.reload();
    });
    workbox.addEventListener('redundant', () => {
      if (!navigator.serviceWorker.controller) this.saved = 'unsupported';
    });
    try {
      await workbox.register({ immediate: true });
      await navigator.serviceWorker.ready;
      this.saved = 'saved';
    } catch {
      // Offline, or a server that cannot serve it: an older worker, if any, goes on.
      if (!navigator.serviceWorker.controller) this.saved = 'unsupported';
    }
  }

  useUpdate(): void {
    this.#useUpdate?.();
  }
}
