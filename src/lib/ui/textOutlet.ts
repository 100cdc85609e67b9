/** How a component lets a person take a text away; the app provides it through this context. */
export const TEXT_OUTLET = Symbol('text outlet');

export type TextOutlet = {
  /** Calls back with whether the clipboard took it. */
  copy: (text: string, done: (copied: boolean) => void) => void;
  download: (fileName: string, text: string) => void;
};
