import { settingSection, settingTable, type SettingSpec } from '../../server/settings.ts';

/** The `configuration` section of package.json, made from the table of settings. */
export function configurationSection(): { title: string; properties: Record<string, object> } {
  const properties = Object.entries(settingTable).map(([key, spec], order) => [
    `${settingSection}.${key}`,
    { order, ...property(spec) },
  ]);
  return {
    title: 'Latent Lint',
    properties: Object.fromEntries(properties) as Record<string, object>,
  };
}

function property(spec: SettingSpec): object {
  const { description, scope, default: value } = spec;
  const shared = { default: value, scope, description };
  switch (spec.type) {
    case 'boolean':
    case 'string':
      return { type: spec.type, ...shared };
    case 'number':
      return {
        type: spec.integer === true ? 'integer' : 'number',
        minimum: spec.minimum,
        maximum: spec.maximum,
        ...shared,
      };
    case 'enum':
      return { type: 'string', enum: spec.values, ...shared };
    case 'strings':
      return { type: 'array', items: { type: 'string' }, uniqueItems: true, ...shared };
  }
}
