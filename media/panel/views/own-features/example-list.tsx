import type { OwnExampleView, OwnFeatureView } from '../../../../server/own-feature-protocol.ts';
import { rowOfLine } from '../../model/selection.ts';
import { lineNumbers } from '../../model/words.ts';
import type { Own } from '../../own-context.tsx';
import { usePage } from '../../page-context.tsx';
import { useGoTo } from './ranked-list.tsx';

interface Props {
  readonly own: Own;
  readonly feature: OwnFeatureView;
}

/** The samples that the feature is made from. */
export function ExampleList({ own, feature }: Props) {
  if (feature.examples.length === 0) {
    return <p class="soft">It was made elsewhere, from a direction alone.</p>;
  }
  return (
    <ul class="own-examples">
      {feature.examples.map((example) => (
        <Example key={example.contentHash} own={own} feature={feature} example={example} />
      ))}
    </ul>
  );
}

function Example({ own, feature, example }: Props & { readonly example: OwnExampleView }) {
  const { lines, sign, odd, excerpt, contentHash } = example;
  const [line = null] = lines;
  const { source, rows } = usePage();
  const goTo = useGoTo();
  const row = rows === null || line === null ? null : rowOfLine(rows, own.uri, line);
  const takeBack = (found: number) =>
    own.change(() =>
      source.request('mark', {
        uri: own.uri,
        samples: { line: found, contentHash },
        sign: 'none',
        featureId: feature.id,
      }),
    );
  return (
    <li>
      <span class="own-sign" data-sign={sign}>
        {sign === 'positive' ? 'like this' : 'not like this'}
      </span>
      {odd && (
        <span class="own-odd" title="The other marked lines would not find it">
          odd one out
        </span>
      )}
      {line === null ? (
        <span class="soft own-excerpt">a line that is not in this file</span>
      ) : (
        <>
          <button
            type="button"
            class="link own-excerpt"
            disabled={row === null}
            onClick={() => goTo(row ?? undefined)}
          >
            {lines.length === 1 ? 'Line' : 'Lines'} {lineNumbers(lines)}: {excerpt}
          </button>
          <button
            type="button"
            aria-disabled={own.busy}
            aria-label={`Take back the mark of line ${lineNumbers(lines)}`}
            onClick={() => void takeBack(line)}
          >
            Take back
          </button>
        </>
      )}
    </li>
  );
}
