import { longestPattern } from './scan/glob.ts';
import { settingSection, settingTable, type Settings, type SettingSpec } from './settings.ts';

export interface ParsedSettings {
  readonly settings: Settings;
  /** One sentence for each value that was not usable and was replaced by the default. */
  readonly problems: readonly string[];
}

/**
 * Turns what an editor sends for the section `latentLint` into settings. Keys may be nested
 * (`{threshold: {mode}}`) or flat (`{'threshold.mode'}`); what is missing or wrong gets its default.
 */
export function parseSettings(value: unknown): ParsedSettings {
  const problems: string[] = [];
  const parsed: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries<SettingSpec>(settingTable)) {
    const given = lookUp(value, key);
    const usable = given === undefined || given === null ? spec.default : accept(spec, given);
    if (usable === undefined) {
      const name = `${settingSection}.${key}`;
      problems.push(`The setting ${name} should be ${expected(spec)}; its default is used.`);
    }
    parsed[key] = withoutLongPatterns(usable ?? spec.default, key, problems);
  }
  // The table that the type is made of has been gone through key by key.
  return { settings: parsed as unknown as Settings, problems };
}

export function defaultSettings(): Settings {
  return parseSettings({}).settings;
}

/** A list of texts is one of patterns; those that would match nothing anyway are left out, and said. */
function withoutLongPatterns(value: unknown, key: string, problems: string[]): unknown {
  if (!Array.isArray(value)) return value;
  const kept: unknown[] = value.filter((item) => String(item).length <= longestPattern);
  if (kept.length < value.length) {
    const name = `${settingSection}.${key}`;
    problems.push(
      `The setting ${name} has a pattern of more than ${longestPattern} characters, which is ignored.`,
    );
  }
  return kept;
}

function lookUp(value: unknown, key: string): unknown {
  const flat = property(value, key);
  if (flat !== undefined) return flat;
  return key.split('.').reduce(property, value);
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** The value in the type of the setting, or undefined when it does not fit. */
function accept(spec: SettingSpec, value: unknown): unknown {
  switch (spec.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'string':
      return typeof value === 'string' ? value : undefined;
    case 'enum':
      return typeof value === 'string' && spec.values.includes(value) ? value : undefined;
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? value
        : undefined;
    case 'number': {
      if (typeof value !== 'number' || Number.isNaN(value)) return undefined;
      if (value < spec.minimum || value > spec.maximum) return undefined;
      return spec.integer === true && !Number.isInteger(value) ? undefined : value;
    }
  }
}

function expected(spec: SettingSpec): string {
  switch (spec.type) {
    case 'boolean':
      return 'true or false';
    case 'string':
      return 'a text';
    case 'enum':
      return `one of ${spec.values.join(', ')}`;
    case 'strings':
      return 'a list of texts';
    case 'number': {
      const kind = spec.integer === true ? 'a whole number' : 'a number';
      return `${kind} from ${spec.minimum} to ${spec.maximum}`;
    }
  }
}
