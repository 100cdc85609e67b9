import type { AppError } from '../../src/lib/domain/errors';

const KEPT = 'What has come is kept: run the command again.';

/** Why a model was not brought, in words for the terminal. `named` is what was typed for it. */
export function refusal(named: string, { code, details, message }: AppError): string {
  const host = String(details['host'] ?? 'the server');
  const what = String(details['what'] ?? named);
  switch (code) {
    case 'source/unreachable':
      return `${named}: ${host} could not be reached. Check the network and the address. ${KEPT}`;
    case 'source/stalled':
      return `${named}: nothing came from ${host} for too long. ${KEPT}`;
    case 'source/limited':
      return `${named}: ${host} has had enough questions from this internet address for now. Wait, up to an hour. ${KEPT}`;
    case 'source/http-status':
      return `${named}: ${host} answered with an error (${details['status']}). ${KEPT}`;
    case 'source/not-found':
      return `${named}: there is no such model or file (${what}). Write it as on its page; names are case-sensitive.`;
    case 'source/no-model':
      return `${named}: nothing there can be run. Haversack runs GGUF files, and models compiled by MLC.`;
    case 'source/needs-account':
      return `${named}: its publisher gives it only to people who are logged in. Download the file with your own account, then: npm run pack -- the-file.gguf`;
    case 'source/hub-answer':
      return `${named}: the answer is not one of a hub (${what}). Check the address after --hub.`;
    case 'source/web-page':
      return `${named}: this network sent a web page in place of the model. It may want you to log in.`;
    case 'source/redirected':
      return details['to']
        ? `${named}: ${host} sends downloads on to ${details['to']}, which is not among its hosts. If that is right, add --hosts ${details['to']}`
        : `${named}: ${host} sends downloads on to a place that is not allowed.`;
    case 'source/digest':
      return `${named}: ${details['file'] ?? 'a file'} from ${host} is not the file that was promised. It was not kept.`;
    case 'source/too-long':
    case 'source/too-short':
      return `${named}: ${details['file'] ?? 'a file'} from ${host} has another length than was promised. ${KEPT}`;
    case 'gguf/split':
      return `${named}: this model comes in several files, which Haversack does not join.`;
    case 'mlc/invalid':
      return details['problem'] === 'no-library'
        ? `${named}: no compiled library is known for it. Name one: --library https://…`
        : `${named} cannot be used: ${plain(details)}.`;
    default:
      return code.startsWith('gguf/')
        ? `${named} is a GGUF that Haversack cannot use (${plain(details)}).`
        : `${named} could not be brought: ${message} ${plain(details)}`;
  }
}

function plain(details: AppError['details']): string {
  return Object.values(details)
    .filter((value) => value !== null)
    .join(', ');
}
