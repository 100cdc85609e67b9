/** `npm run dev` and `npm run build`: vite with our environment, written so that every shell runs it. */
import { QUIET_VITE } from './vite-quiet.mjs';

Object.assign(process.env, QUIET_VITE);
await import(new URL('../node_modules/vite/bin/vite.js', import.meta.url).href);
