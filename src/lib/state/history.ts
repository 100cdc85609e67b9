/** Versions of a text with undo and redo. Oldest versions go first when there are too many. */
export class History {
  #versions: string[];
  #at = 0;

  constructor(
    first: string,
    private readonly most = 100,
  ) {
    this.#versions = [first];
  }

  get current(): string {
    return this.#versions[this.#at] ?? '';
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#versions.length - 1;
  }

  /** A new version after the present one; what was undone is gone. */
  push(text: string): void {
    this.#versions = [...this.#versions.slice(0, this.#at + 1), text].slice(-this.most);
    this.#at = this.#versions.length - 1;
  }

  /** The present version, written over. */
  replace(text: string): void {
    this.#versions[this.#at] = text;
  }

  /** Removes the present version and goes back to the one before it. */
  drop(): void {
    if (this.#at === 0) return;
    this.#versions.splice(this.#at, 1);
    this.#at -= 1;
  }

  undo(): void {
    if (this.canUndo) this.#at -= 1;
  }

  redo(): void {
    if (this.canRedo) this.#at += 1;
  }
}
