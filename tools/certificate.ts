/** `npm run certificate -- <folder> <name or address>...`: what a class server needs to speak https to devices of its own. */
import { sentence } from './problem.mjs';
import { say, warn } from './terminal.mjs';
import { HELP, parseCertificateOptions } from './certificate/options';
import { makeCertificate } from './certificate/make';

try {
  const options = parseCertificateOptions(process.argv.slice(2));
  if (options === null) say(HELP);
  else {
    await makeCertificate(options);
    say(
      [
        `Made in ${options.folder}, good for ${options.hosts.join(', ')}:`,
        `  cert.pem and key.pem   for the server: npm start -- --https ${options.folder} --host 0.0.0.0`,
        '  ca.pem                 to be installed once on every device that is to trust this server (docs/deploy.md)',
        'Keep key.pem to yourself. The key that signed ca.pem was thrown away: nobody can make another certificate with it.',
      ].join('\n'),
    );
  }
} catch (thrown) {
  warn(sentence(thrown));
  process.exitCode = 1;
}
