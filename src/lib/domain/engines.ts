/** What this app is called in the papers that it writes, and its version. A test holds it to package.json. */
export const APP_PROGRAM = { name: 'Haversack', version: '0.1.0', licence: 'Apache-2.0' } as const;

/** The programs that run models here, as npm names them. A test holds them to package.json. */
export type EngineProgram = { name: string; version: string; licence: string };

export const ENGINE_PROGRAMS: readonly EngineProgram[] = [
  { name: '@mlc-ai/web-llm', version: '0.2.86', licence: 'Apache-2.0' },
  { name: '@wllama/wllama', version: '3.8.1', licence: 'MIT' },
];
