/**
 * Hands on what `from` gives, and goes on reading while the taker is busy, until `most` bytes wait: a line that is read
 * at all times is used fully, and little lies with the browser or the system to be lost when it breaks. What had come
 * before a fault is handed on before the fault is thrown. `stop` must make a pending read end; it is called once the
 * taker wants no more.
 */
export async function* readAhead(
  from: AsyncIterable<Uint8Array<ArrayBuffer>>,
  most: number,
  stop: () => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  const queue: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  let wanted = true;
  let end: { fault?: unknown } | undefined;
  let wakeTaker = () => {};
  let wakeReader = () => {};

  async function read(): Promise<void> {
    for await (const piece of from) {
      queue.push(piece);
      waiting += piece.length;
      wakeTaker();
      while (wanted && waiting >= most) await new Promise<void>((resolve) => (wakeReader = resolve));
      if (!wanted) return;
    }
  }
  read().then(
    () => ((end = {}), wakeTaker()),
    (fault: unknown) => ((end = { fault }), wakeTaker()),
  );

  try {
    for (;;) {
      const piece = queue.shift();
      if (piece) {
        waiting -= piece.length;
        wakeReader();
        yield piece;
      } else if (end) {
        if ('fault' in end) throw end.fault;
        return;
      } else await new Promise<void>((resolve) => (wakeTaker = resolve));
    }
  } finally {
    wanted = false;
    wakeReader();
    stop();
  }
}
