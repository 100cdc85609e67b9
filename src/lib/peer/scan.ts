/** The part of the Shape Detection API that we use; TypeScript does not know it yet. */
type Detector = { detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> };
type DetectorClass = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<string[]>;
};

/** Looks at one picture; the text of a QR code in it, or undefined. */
export type Look = (video: HTMLVideoElement) => Promise<string | undefined>;

/** Often enough for a steady hand, seldom enough for an old phone. */
const LOOK_EVERY_MS = 120;
/** Longer side of the picture that our own reader looks at, in pixels. */
const PICTURE_SIDE = 960;

/**
 * Texts of the QR codes that a camera sees, each once in a row, until `signal` aborts. Uses the browser's own reader where
 * it has one, else one that is loaded with the first look.
 */
export async function* scan(
  video: HTMLVideoElement,
  signal: AbortSignal,
  look?: Look,
): AsyncGenerator<string, void, void> {
  const see = look ?? (await nativeLook()) ?? (await ownLook());
  let last = '';
  while (!signal.aborted) {
    const text = video.readyState >= video.HAVE_CURRENT_DATA ? await see(video) : undefined;
    if (signal.aborted) return;
    if (text !== undefined && text !== last) yield (last = text);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

async function nativeLook(): Promise<Look | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: DetectorClass };
  // Some systems have the class and not the formats.
  const formats = await BarcodeDetector?.getSupportedFormats().catch((): string[] => []);
  if (!BarcodeDetector || !formats?.includes('qr_code')) return undefined;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  return async (video) => {
    const found = await detector.detect(video).catch(() => []); // a picture that is not there yet
    return found[0]?.rawValue;
  };
}

async function ownLook(): Promise<Look> {
  const { default: decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, PICTURE_SIDE / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    if (!context || canvas.width === 0) return undefined;
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return undefined; // the reader throws where there is no code: most pictures have none
    }
  };
}
