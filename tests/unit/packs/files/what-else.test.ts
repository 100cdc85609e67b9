import { expect, it } from 'vitest';
import { whatElse } from '$lib/packs/files/what-else';

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : part)),
  );
const tensors = '{"w":{"dtype":"F16"}}';
const zip = (first: string) => bytes('PK\x03\x04', Array<number>(26).fill(0), first);

it.each([
  ['model.safetensors', bytes([tensors.length, 0, 0, 0, 0, 0, 0, 0], tensors), 'safetensors'],
  ['pytorch_model.bin', bytes([0x80, 2, 0x7d]), 'PyTorch'],
  ['model.pt', zip('model/data.pkl'), 'PyTorch'],
  ['model.bin', bytes('tjgg', [3, 0, 0, 0]), 'GGML'],
  ['anything', bytes([8, 7, 0x12, 7], 'pytorch'), 'ONNX'],
  ['model.onnx', bytes([1, 2, 3]), 'ONNX'],
  ['model.tflite', bytes([28, 0, 0, 0], 'TFL3'), 'TensorFlow Lite'],
  ['model.h5', bytes('\x89HDF\r\n'), 'HDF5'],
])('%s is told as a model of another format', (file, head, format) => {
  const { code, details } = whatElse(file, head, 5000);
  expect({ code, ...details }).toEqual({ code: 'archive/other-format', file, format });
});

it.each([
  ['model.zip', zip('model.gguf'), 'ZIP'],
  ['model.gguf.gz', bytes([0x1f, 0x8b, 8]), 'gzip'],
  ['model.7z', bytes("7z\xbc\xaf'\x1c"), '7z'],
])('%s is to be unpacked first', (file, head, format) => {
  const { code, details } = whatElse(file, head, 5000);
  expect({ code, ...details }).toEqual({ code: 'archive/compressed', file, format });
});

it.each([
  ['model.gguf', bytes('<!DOCTYPE html><title>Log in</title>'), 'archive/stand-in'],
  ['model.gguf', bytes('version https://git-lfs'), 'archive/stand-in'],
  ['model.gguf', bytes('nothing at all'), 'gguf/not-gguf'],
  ['a.haversack.tar', bytes('nothing at all'), 'archive/damaged'],
  ['index.html', bytes('<html>'), 'archive/unknown-kind'],
  ['photo.jpg', bytes([0xff, 0xd8, 0xff]), 'archive/unknown-kind'],
  // A length that no file has.
  ['a.bin', bytes(Array<number>(8).fill(255), '{'), 'archive/unknown-kind'],
])('%s that begins with %o is %s', (file, head, code) => {
  expect(whatElse(file, head, 5000).code).toBe(code);
});

it('an empty file is told as one that stands for a model', () => {
  expect(whatElse('model.gguf', new Uint8Array(), 0).code).toBe('archive/stand-in');
});
