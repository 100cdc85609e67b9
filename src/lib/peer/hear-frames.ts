import { type AppError, toAppError } from '../domain/errors';
import { type Frame, parseFrame } from './frames';
import type { Line } from './line';

/**
 * Listens to a line until it is down. `closed` settles then: it rejects with what `hear` has thrown, or `end` was told,
 * first, which also is why the line was closed.
 */
export function hearFrames(
  line: Line,
  hear: (frame: Frame) => void,
): { closed: Promise<void>; end: (thrown: unknown) => void } {
  let fault: AppError | undefined;
  const end = (thrown: unknown) => {
    fault ??= toAppError(thrown);
    line.close();
  };
  line.listen((bytes) => {
    try {
      hear(parseFrame(bytes));
    } catch (thrown) {
      end(thrown);
    }
  });
  const closed = line.closed.then(() => {
    if (fault) throw fault;
  });
  closed.catch(() => {}); // whoever follows the line hears of it
  return { closed, end };
}
