import { expect, test } from 'vitest';
import { chooseForAll } from '../../../../../media/panel/model/choices.ts';

test('a choice for several files is said once', async () => {
  const asked: string[] = [];
  const result = await chooseForAll(['a', 'b'], (uri) => {
    asked.push(uri);
    return Promise.resolve({ done: true, message: 'Kept.' });
  });
  expect(asked).toEqual(['a', 'b']);
  expect(result).toEqual({ done: true, message: 'Kept.' });
});

test('what was refused or went wrong is said alone', async () => {
  const result = await chooseForAll(['a', 'b', 'c'], (uri) => {
    if (uri === 'a') return Promise.resolve({ done: true, message: 'Kept.' });
    if (uri === 'b') return Promise.resolve({ done: false, message: 'The file is gone.' });
    return Promise.reject(new Error('The server has stopped.'));
  });
  expect(result).toEqual({ done: false, message: 'The file is gone. The server has stopped.' });
});
