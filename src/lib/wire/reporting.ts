/**
 * Work that reports through a callback, as an async generator: what it reports is yielded in order, what it resolves
 * with is returned. Leaving the loop early does not stop the work; give it an AbortSignal for that.
 */
export async function* reporting<Item, Result>(
  work: (report: (item: Item) => void) => Promise<Result>,
): AsyncGenerator<Item, Result, void> {
  const queue: Item[] = [];
  let wake = () => {};
  let settled = false;
  const result = work((item) => {
    queue.push(item);
    wake();
  }).finally(() => {
    settled = true;
    wake();
  });
  result.catch(() => {}); // observed by the await below; this only keeps it from counting as unhandled meanwhile
  for (;;) {
    while (queue.length > 0) yield queue.shift() as Item;
    if (settled) return await result;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}
