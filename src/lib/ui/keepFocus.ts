/** Where a person may go on: the parts of a page that have a heading of their own. */
const PARTS = 'li, article, section, [role="group"], main';

/**
 * Attached to a page. Where the button that was pressed goes away with what it did (a model is removed, a question
 * answered), browsers drop the focus, and who works by keyboard or ear begins again at the top. Here it goes to the
 * heading of the part around it.
 */
export function keepFocus(root: HTMLElement): () => void {
  /** What has the focus, and what it stands in, outwards. */
  let path: Element[] = [];

  function note({ target }: FocusEvent) {
    path = [];
    // Links go away with their page, and then the next page begins at its top.
    if (!(target instanceof Element) || target.matches('a')) return;
    for (let each: Element | null = target; each && each !== root; each = each.parentElement) path.push(each);
  }

  /** Some browsers say that the focus is lost when an element goes, some do not; who leaves by will is let go. */
  function left({ target }: FocusEvent) {
    queueMicrotask(() => {
      if (target === path[0] && path[0]?.isConnected) path = [];
    });
  }

  const observer = new MutationObserver(() => {
    const [last, ...around] = path;
    if (!last || last.isConnected) return;
    path = [];
    if (document.activeElement !== document.body) return;
    const near = around.find((each) => each.isConnected) ?? root;
    for (let part = near.closest(PARTS); part; part = part.parentElement?.closest(PARTS) ?? null) {
      const heading = part.querySelector<HTMLElement>('h1, h2, h3, h4');
      if (!heading) continue;
      heading.tabIndex = -1;
      return heading.focus({ preventScroll: true });
    }
  });

  root.addEventListener('focusin', note);
  root.addEventListener('focusout', left);
  observer.observe(root, { childList: true, subtree: true });
  return () => {
    root.removeEventListener('focusin', note);
    root.removeEventListener('focusout', left);
    observer.disconnect();
  };
}
