import { callTarget, readBody, type ApiCall } from './api-call.ts';

/** A text as one word of a shell, in single quotes, in which nothing has a meaning. */
export function quoteWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * The line that a person types for a call: status and headers are shown, the token stands in the line, and the body is
 * JSON in one line. `token` is undefined for a call without one.
 */
export function composeCurl(call: ApiCall, baseUrl: string, token: string | undefined): string {
  const { method } = call.endpoint;
  const hasBody = call.body.trim() !== '';
  // With a body curl sends POST by itself, and without one GET.
  const isImplied = method === (hasBody ? 'POST' : 'GET');
  const target = callTarget(call);
  return [
    'curl -si',
    ...(isImplied ? [] : [`-X ${method}`]),
    /[?&;|*]/.test(target) ? quoteWord(`${baseUrl}${target}`) : `${baseUrl}${target}`,
    ...(token === undefined ? [] : [`-H ${quoteWord(`Authorization: Bearer ${token}`)}`]),
    ...(hasBody ? [`--json ${quoteWord(inOneLine(call.body))}`] : []),
  ].join(' ');
}

/** JSON without its line breaks; text that is none stays as it is. */
function inOneLine(body: string): string {
  const read = readBody(body);
  return 'problem' in read ? body : JSON.stringify(read.value);
}
