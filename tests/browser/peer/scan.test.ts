import { expect, it } from 'vitest';
import { codeOf } from '../../../src/lib/peer/code';
import { qrPicture } from '../../../src/lib/peer/qr-picture';
import { scan } from '../../../src/lib/peer/scan';
import { DeviceCamera } from '../../../src/lib/state/deviceCamera.svelte';
import { CHROMIUM_OFFER } from '../../fixtures/signals';

/** A camera that sees a QR code on a grey wall, a little turned. */
function cameraSeeing(text: string): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const context = canvas.getContext('2d')!;
  const picture = qrPicture(text);
  const side = 340 / picture.length;
  const draw = () => {
    context.resetTransform();
    context.fillStyle = '#888';
    context.fillRect(0, 0, 640, 480);
    context.translate(160, 50);
    context.rotate(0.08);
    context.fillStyle = '#eee';
    context.fillRect(0, 0, 340, 340);
    context.fillStyle = '#111';
    picture.forEach((row, y) =>
      row.forEach((dark, x) => dark && context.fillRect(x * side, y * side, side + 0.5, side + 0.5)),
    );
  };
  draw();
  const drawing = setInterval(draw, 50);
  const stream = canvas.captureStream(20);
  stream.getTracks()[0]?.addEventListener('ended', () => clearInterval(drawing));
  return stream;
}

async function show(stream: MediaStream): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  document.body.append(video);
  await video.play();
  return video;
}

const code = codeOf(CHROMIUM_OFFER);

it('a connection code is read off a camera’s picture', async () => {
  const video = await show(cameraSeeing(code));
  for await (const text of scan(video, new AbortController().signal)) {
    expect(text).toBe(code);
    break;
  }
});

it('the camera stays on until the right code was seen, and is let go then', async () => {
  const stream = cameraSeeing(code);
  const seen: string[] = [];
  const camera = new DeviceCamera({
    open: async () => ({ kind: 'on', stream }),
    report: (error) => expect.unreachable(String(error)),
  });
  await camera.start();
  expect(camera.state.kind).toBe('on');
  const looks = ['https://example.org/', 'https://example.org/', code];
  const video = await show(stream);
  const patient = new DeviceCamera({
    open: async () => ({ kind: 'on', stream }),
    look: async () => looks.shift(),
    report: () => {},
  });
  await patient.start();
  await patient.watch(video, async (text) => (seen.push(text), text === code));
  expect(seen).toEqual(['https://example.org/', code]);
  expect(patient.state.kind).toBe('off');
  expect(stream.getTracks().every((track) => track.readyState === 'ended')).toBe(true);
});

it('a camera that is allowed after the person has gone on is switched off at once', async () => {
  const stream = cameraSeeing(code);
  let allow = () => {};
  const camera = new DeviceCamera({
    open: () => new Promise((resolve) => (allow = () => resolve({ kind: 'on', stream }))),
    report: () => {},
  });
  const starting = camera.start();
  camera.stop();
  allow();
  await starting;
  expect(camera.state.kind).toBe('off');
  expect(stream.getTracks().every((track) => track.readyState === 'ended')).toBe(true);
});

it('a camera that is refused leaves the other way', async () => {
  const camera = new DeviceCamera({ open: async () => ({ kind: 'denied' }), report: () => {} });
  await camera.start();
  expect(camera.state.kind).toBe('denied');
});
