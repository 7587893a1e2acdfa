/** The tree as options: two spaces a level, since options carry no structure. @param {{agencies: import('../kit/api-types').Agency[]}} props */
export const AgencyOptions = ({ agencies }) => (
  <>
    {agencies.map(({ id, name, depth }) => (
      <option key={id} value={id}>
        {'\u2003'.repeat(Math.max(depth - 1, 0))}
        {name}
      </option>
    ))}
  </>
);
