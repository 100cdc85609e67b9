import { closeCamera, openCamera, type CameraAnswer } from '../peer/camera';
import { scan, type Look } from '../peer/scan';

export type CameraParts = {
  open?: () => Promise<CameraAnswer>;
  look?: Look;
  report: (error: unknown) => void;
};

/** The camera while a code is to be read: asked for by a click, let go as soon as one was taken. */
export class DeviceCamera {
  state = $state.raw<{ kind: 'off' | 'asking' } | CameraAnswer>({ kind: 'off' });
  readonly #parts: CameraParts;
  #stopScan = new AbortController();

  constructor(parts: CameraParts) {
    this.#parts = parts;
  }

  async start(): Promise<void> {
    if (this.state.kind === 'asking' || this.state.kind === 'on') return;
    const asking = { kind: 'asking' } as const;
    this.state = asking;
    const answer = await (this.#parts.open ?? openCamera)();
    // Stopped meanwhile: the light of the camera must not stay on.
    if (this.state !== asking) {
      if (answer.kind === 'on') closeCamera(answer.stream);
      return;
    }
    this.state = answer;
  }

  /** Reads codes off the element that shows the stream. `take` says whether that was it. */
  async watch(video: HTMLVideoElement, take: (text: string) => Promise<boolean>): Promise<void> {
    this.#stopScan.abort();
    const { signal } = (this.#stopScan = new AbortController());
    try {
      for await (const text of scan(video, signal, this.#parts.look)) {
        if (await take(text)) this.stop();
      }
    } catch (thrown) {
      this.#parts.report(thrown);
    }
  }

  stop(): void {
    this.#stopScan.abort();
    if (this.state.kind === 'on') closeCamera(this.state.stream);
    this.state = { kind: 'off' };
  }
}
