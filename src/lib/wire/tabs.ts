/** A word between the tabs of this app. Calls `heard` when another tab has said it; the result says it to them. */
export function wordToTabs(word: string, heard: () => void): () => void {
  const channel = new BroadcastChannel(`haversack:${word}`);
  channel.onmessage = heard;
  return () => channel.postMessage(null);
}
