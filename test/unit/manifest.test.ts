import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { configurationSection } from '../../scripts/lib/configuration.ts';
import { engineSettings } from '../../server/engine-host.ts';
import { settingTable } from '../../server/settings.ts';

const { contributes } = manifest;
const commandIds = contributes.commands.map(({ command }) => command);

describe('package.json', () => {
  test('has the settings of the table, as `npm run manifest` writes them', () => {
    expect(contributes.configuration).toEqual(configurationSection());
  });

  test('keeps the settings that name files or take resources out of the reach of a workspace', () => {
    const outOfReach = Object.entries(settingTable)
      .filter(([, spec]) => spec.scope === 'machine')
      .map(([key]) => `latentLint.${key}`);
    const restricted = manifest.capabilities.untrustedWorkspaces.restrictedConfigurations;
    expect([...restricted].sort()).toEqual([...outOfReach].sort());
  });

  test('lets no folder set what holds for all files: there is one engine', () => {
    const ofFolders = engineSettings.filter(
      (name) => settingTable[name].scope === ('resource' as string),
    );
    expect(ofFolders).toEqual([]);
  });

  test('has the commands that the extension registers and no others', async () => {
    const files = ['extension/commands.ts', 'extension/own-commands.ts'];
    const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    const registered = sources.flatMap((source) => {
      const table = /commands: Record<[\s\S]*?= \{\n([\s\S]*?)\n {2,4}\};/.exec(source)?.[1] ?? '';
      return [...table.matchAll(/^ {4,6}(\w+):/gm)].map(([, name]) => `latentLint.${name ?? ''}`);
    });
    // These are for rows and links: the palette has no finding and no sample to give.
    const ofRows = ['latentLint.reveal', 'latentLint.showOnMap'];
    const inPalette = registered.filter((id) => !ofRows.includes(id));
    expect([...commandIds].sort()).toEqual(inPalette.sort());
  });

  test('names only commands that exist in menus, welcome texts and the walkthrough', async () => {
    const inMenus = Object.values(contributes.menus).flatMap((menu) =>
      menu.map(({ command }) => command),
    );
    const inKeys = contributes.keybindings.map(({ command }) => command);
    const { steps } = contributes.walkthroughs[0] ?? { steps: [] };
    const texts = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...steps.map(({ description }) => description),
      ...(await Promise.all(steps.map(({ media }) => readFile(media.markdown, 'utf8')))),
    ];
    const linked = texts.flatMap((text) =>
      [...text.matchAll(/\(command:(latentLint\.\w+)/g)].map(([, id]) => id),
    );
    for (const id of [...inMenus, ...inKeys, ...linked]) {
      expect(commandIds).toContain(id);
    }
  });

  test('names only icons that exist', () => {
    const containers = contributes.viewsContainers.activitybar.map(({ icon }) => icon);
    for (const icon of [manifest.icon, ...containers]) {
      expect(existsSync(icon), icon).toBe(true);
    }
  });
});
