import type { EnginePreference } from '../domain/device';
import { isLocale, locale, preferredLocale, type LocaleTag } from '../i18n/locale.svelte';
import { loadRecord, saveRecord } from '../records';

export type Theme = 'auto' | 'light' | 'dark';
type Stored = { locale: LocaleTag; theme: Theme; engine: EnginePreference };

const THEMES: readonly unknown[] = ['auto', 'light', 'dark'];
const ENGINES: readonly unknown[] = ['auto', 'gpu', 'cpu'];

/** What a person chose about the app itself. Applied to the page at once, kept across reloads. */
export class Settings {
  theme = $state<Theme>('auto');
  engine = $state<EnginePreference>('auto');

  async restore(languages: readonly string[]): Promise<void> {
    const stored = await loadRecord('settings', parseSettings);
    if (stored) {
      this.theme = stored.theme;
      this.engine = stored.engine;
    }
    await this.#showLocale(stored?.locale ?? preferredLocale(languages));
    this.#showTheme();
  }

  async setLocale(tag: LocaleTag): Promise<void> {
    await this.#showLocale(tag);
    await this.#save();
  }

  async setTheme(theme: Theme): Promise<void> {
    this.theme = theme;
    this.#showTheme();
    await this.#save();
  }

  async setEngine(engine: EnginePreference): Promise<void> {
    this.engine = engine;
    await this.#save();
  }

  async #showLocale(tag: LocaleTag): Promise<void> {
    await locale.use(tag);
    document.documentElement.lang = locale.tag;
    document.documentElement.dir = locale.dir;
  }

  #showTheme(): void {
    if (this.theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = this.theme;
  }

  #save(): Promise<void> {
    const stored: Stored = { locale: locale.tag, theme: this.theme, engine: this.engine };
    return saveRecord('settings', stored);
  }
}

function parseSettings(stored: unknown): Stored | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { locale: tag, theme, engine } = stored as Record<string, unknown>;
  if (!isLocale(tag) || !THEMES.includes(theme) || !ENGINES.includes(engine)) return undefined;
  return { locale: tag, theme: theme as Theme, engine: engine as EnginePreference };
}
