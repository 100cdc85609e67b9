import { appError, type AppError } from '../domain/errors';

/**
 * Watches the GPU device that web-llm opens for itself. After a loss the queue still reports work as done, so whatever
 * came after it is void.
 */
export class DeviceWatch {
  /** Rejects when the device is lost. */
  readonly lost: Promise<never>;
  #failure: AppError | undefined;
  #outOfMemory = false;
  #reject: (error: AppError) => void = () => {};

  constructor() {
    this.lost = new Promise((_, reject) => (this.#reject = reject));
    this.lost.catch(() => {}); // heard by the calls that race it
  }

  /** Wraps `requestDevice`; to be called before the engine asks for its device. */
  install(prototype: Pick<GPUAdapter, 'requestDevice'>): void {
    const original = prototype.requestDevice;
    const watch = (device: GPUDevice) => this.#watch(device);
    prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
      const device = await original.call(this, descriptor);
      watch(device);
      return device;
    };
  }

  /** Throws when the device is gone. */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  /**
   * What to report for `thrown`: the device's end where it has one. An error in its wake may come before the news, so
   * a moment is waited for it.
   */
  async explain(thrown: unknown): Promise<unknown> {
    const moment = new Promise<void>((resolve) => setTimeout(resolve, 100));
    await Promise.race([this.lost, moment]).catch(() => {}); // read from #failure below
    return this.#failure ?? (this.#outOfMemory ? appError('device/gpu-memory') : thrown);
  }

  #watch(device: GPUDevice): void {
    // web-llm puts an error scope around every buffer it makes, and destroys the device on any error.
    const pop = device.popErrorScope.bind(device);
    device.popErrorScope = async () => {
      const error = await pop();
      if (error) this.#outOfMemory = true;
      return error;
    };
    void device.lost.then((info) => {
      this.#failure = this.#outOfMemory
        ? appError('device/gpu-memory')
        : appError('device/gpu-lost', { reason: info.reason, what: info.message.slice(0, 200) });
      this.#reject(this.#failure);
    });
  }
}
