/** The hub that is asked unless a person names another, and the hosts that it sends downloads on to. */
export const DEFAULT_HUB = {
  endpoint: 'https://huggingface.co',
  /** Its documentation asks firewalls to allow all that lies below these two names: the hosts behind them change. */
  hosts: ['*.huggingface.co', '*.hf.co'],
} as const;
