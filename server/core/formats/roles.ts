import type { Role } from '../sample.ts';

const roles = new Map<string, Role>([
  ['system', 'system'],
  ['developer', 'system'],
  ['user', 'user'],
  ['human', 'user'],
  ['assistant', 'assistant'],
  ['gpt', 'assistant'],
  ['chatgpt', 'assistant'],
  ['model', 'assistant'],
  ['bot', 'assistant'],
  ['chatbot', 'assistant'],
  ['function_call', 'assistant'],
  ['tool', 'tool'],
  ['function', 'tool'],
  ['function_response', 'tool'],
  ['observation', 'tool'],
  ['ipython', 'tool'],
]);

/** The role that a data set's name for it stands for, or null for a name that no format uses. */
export function roleOf(name: string): Role | null {
  return roles.get(name) ?? roles.get(name.trim().toLowerCase()) ?? null;
}
