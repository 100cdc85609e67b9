import { WORKER_POLICIES } from '../../headers';

/** The rule that the thread with the user's text runs under, shown word for word. */
export const ENGINE_POLICY: string = WORKER_POLICIES['gpu-engine'];
