import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings, parseSettings } from '../../server/parse-settings.ts';
import { settingTable } from '../../server/settings.ts';

test('what is missing gets its default', () => {
  for (const value of [undefined, null, {}, 5, 'text', []]) {
    expect(parseSettings(value)).toEqual({ settings: defaultSettings(), problems: [] });
  }
  expect(defaultSettings()).toMatchObject({ enable: true, run: 'onType', maxProblems: 500 });
  expect(Object.keys(defaultSettings())).toEqual(Object.keys(settingTable));
});

test('keys may be nested or flat', () => {
  const nested = parseSettings({ threshold: { risk: 0.5 }, maxProblems: 3 }).settings;
  const flat = parseSettings({ 'threshold.risk': 0.5, maxProblems: 3 }).settings;
  expect(nested).toEqual(flat);
  expect(nested['threshold.risk']).toBe(0.5);
});

test('what is not usable is reported and gets its default', () => {
  const { settings, problems } = parseSettings({
    enable: 'yes',
    run: 'sometimes',
    'threshold.risk': 1.5,
    maxProblems: 2.5,
    include: ['a', 5],
    pack: 7,
  });
  expect(settings).toEqual(defaultSettings());
  expect(problems).toEqual([
    'The setting latentLint.enable should be true or false; its default is used.',
    'The setting latentLint.run should be one of onType, onSave, manual; its default is used.',
    'The setting latentLint.threshold.risk should be a number from 0 to 1; its default is used.',
    'The setting latentLint.include should be a list of texts; its default is used.',
    'The setting latentLint.maxProblems should be a whole number from 0 to 900; its default is used.',
    'The setting latentLint.pack should be a text; its default is used.',
  ]);
});

test('a pattern that is too long is left out and reported', () => {
  const { settings, problems } = parseSettings({ include: ['*.jsonl', '['.repeat(1001)] });
  expect(settings.include).toEqual(['*.jsonl']);
  expect(problems).toEqual([
    'The setting latentLint.include has a pattern of more than 1000 characters, which is ignored.',
  ]);
});

test('nothing that an editor could send makes it fail', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (value) => {
      expect(Object.keys(parseSettings(value).settings)).toEqual(Object.keys(settingTable));
    }),
  );
});
