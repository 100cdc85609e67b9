/** What came of asking for the camera. `denied` by the person or by a policy, `none` where there is none to be had. */
export type CameraAnswer = { kind: 'on'; stream: MediaStream } | { kind: 'denied' | 'none' };

/** Asks for the camera at the back, or any other. */
export async function openCamera(): Promise<CameraAnswer> {
  const { mediaDevices } = navigator;
  if (!mediaDevices?.getUserMedia) return { kind: 'none' };
  try {
    const video = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } };
    return { kind: 'on', stream: await mediaDevices.getUserMedia({ video, audio: false }) };
  } catch (thrown) {
    const name = thrown instanceof DOMException ? thrown.name : '';
    // Every other failure (no camera, another app has it) leaves the same way out: copied text.
    return { kind: name === 'NotAllowedError' || name === 'SecurityError' ? 'denied' : 'none' };
  }
}

export function closeCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
