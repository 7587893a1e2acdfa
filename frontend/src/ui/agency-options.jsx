/**
 * The tree as options: a wide space a level, since options carry no structure.
 *
 * @param {{agencies: import('../kit/api-types').Agency[], chosen?: string|null}} props `chosen` where
 * the select itself holds no value
 */
export const AgencyOptions = ({ agencies, chosen }) => (
  <>
    {agencies.map(({ id, name, depth }) => (
      <option key={id} value={id} selected={chosen === undefined ? undefined : id === chosen}>
        {'\u2003'.repeat(Math.max(depth - 1, 0))}
        {name}
      </option>
    ))}
  </>
);
