import type { $ZodIssue } from 'zod/v4/core';
import { apiError, type ApiError } from './errors.ts';

/** The first thing that is wrong with a request, as the caller sees it: the field, and what it must be. */
export function issuesError(issues: readonly $ZodIssue[], place: 'body' | 'query' | 'path'): ApiError {
  const [issue] = issues;
  if (issue === undefined) throw new Error('A refused request has at least one issue.');
  if (issue.code === 'unrecognized_keys') {
    const field = pathOf([...issue.path, issue.keys[0] ?? '']);
    return apiError('INVALID_ARGUMENT', `${field} is not a field of this call's ${place}.`, { field });
  }
  const field = pathOf(issue.path);
  const subject = field === '' ? `The ${place}` : field;
  return apiError('INVALID_ARGUMENT', `${subject} ${describeIssue(issue)}.`, field === '' ? {} : { field });
}

/** `placement.affinity.vms[0]` for the path of the issue. */
export function pathOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`,
    '',
  );
}

/** What a field must be, as the end of a sentence that begins with its name. */
export function describeIssue(issue: $ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined && issue.path.length > 0 && issue.expected !== 'int')
        return `is missing or not ${nameOf(issue.expected)}`;
      return `must be ${nameOf(issue.expected)}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `must have at least ${issue.minimum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
        : `must be at least ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array'
        ? `must have at most ${issue.maximum} ${issue.origin === 'string' ? 'characters' : 'entries'}`
        : `must be at most ${issue.maximum}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return 'has the wrong form';
    default:
      return 'is not valid';
  }
}

function nameOf(expected: string): string {
  const names: Readonly<Record<string, string>> = {
    int: 'a whole number',
    number: 'a number',
    string: 'a text',
    object: 'an object',
    array: 'a list',
    boolean: 'true or false',
  };
  return names[expected] ?? expected;
}
