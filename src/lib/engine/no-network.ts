/**
 * Tries to reach the network from this worker, in the two ways a worker has. Under its policy the browser refuses both.
 * Returns true if anything got through.
 */
export async function reachNetwork(): Promise<boolean> {
  const tries = [
    // Any answer counts. Offline it is the shell's own copy that would answer, so a missing policy shows there too.
    fetch(`${self.location.origin}/app.webmanifest?asked-by-the-engine`, { cache: 'no-store' }).then(
      () => true,
    ),
    openSocket(),
  ];
  const outcomes = await Promise.allSettled(tries);
  return outcomes.some((outcome) => outcome.status === 'fulfilled' && outcome.value);
}

function openSocket(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const socket = new WebSocket(self.location.origin.replace(/^http/, 'ws'));
      // A refused policy fires `error` at once; so does a server without sockets, which the fetch tells apart.
      socket.onerror = () => resolve(false);
      socket.onopen = () => resolve(true);
    } catch {
      resolve(false); // some browsers throw where others fire `error`
    }
  });
}
