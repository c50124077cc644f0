import type { ComponentChildren } from 'preact';
import type { OwnFeatures } from '../../../../server/own-feature-protocol.ts';
import { useOwn, type Own } from '../../own-context.tsx';
import { usePage } from '../../page-context.tsx';

/** One sentence instead of a view. */
export function State({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="own-state" role="status">
      {children}
    </p>
  );
}

/** The view of a live map whose features are known, or else why there is none. */
export function WithOwn({
  children,
}: {
  readonly children: (own: Own, known: OwnFeatures) => ComponentChildren;
}) {
  const { source, trouble } = usePage();
  const own = useOwn();
  if (!source.live) {
    return (
      <State>
        This is a saved map. Features of your own can be made, reviewed and calibrated where the
        file is: open it in the editor.
      </State>
    );
  }
  if (own === null) return <State>{trouble ?? 'Features of your own appear with the map.'}</State>;
  const { value, trouble: failed } = own.answer;
  if (value === null) return <State>{failed ?? 'Loading the features of this folder…'}</State>;
  return (
    <>
      {failed !== null && <p class="own-state own-trouble">{failed}</p>}
      {children(own, value)}
    </>
  );
}
